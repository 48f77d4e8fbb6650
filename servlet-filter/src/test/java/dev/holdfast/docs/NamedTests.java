package dev.holdfast.docs;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The tests that name an id such as {@code NET-04}: in their own text, in the comment or annotation
 * before it, in their name ({@code net_04_…}), or in the method that supplies their arguments. What
 * stands before a class is said of all its tests.
 */
final class NamedTests {
  private static final Pattern ID =
      Pattern.compile("(?<![A-Za-z0-9])([A-Za-z]{2,4})[-_]([0-9]{2})(?![0-9])");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
  private static final Set<String> TESTS =
      Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory");

  private final Map<String, SortedSet<Named>> byId = new TreeMap<>();

  /**
   * A test that names an id.
   *
   * @param method empty for every test of the type
   */
  record Named(Path file, String type, String method) implements Comparable<Named> {
    @Override
    public int compareTo(Named other) {
      int byType = type.compareTo(other.type);
      int byMethod = byType != 0 ? byType : method.compareTo(other.method);
      return byMethod != 0 ? byMethod : file.compareTo(other.file);
    }
  }

  private NamedTests() {}

  /** Reads sources; compiles nothing. */
  static Map<String, SortedSet<Named>> in(List<Path> sources) throws IOException {
    NamedTests tests = new NamedTests();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  problem -> {},
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        tests.new Source(Path.of(unit.getSourceFile().toUri()), unit, positions).read();
      }
    }
    return tests.byId;
  }

  /** One file. */
  private final class Source {
    private final Path file;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final String text;

    Source(Path file, CompilationUnitTree unit, SourcePositions positions) throws IOException {
      this.file = file;
      this.unit = unit;
      this.positions = positions;
      this.text = unit.getSourceFile().getCharContent(true).toString();
    }

    void read() {
      for (Tree type : unit.getTypeDecls()) {
        if (type instanceof ClassTree tree) {
          read(tree, text.substring(0, bodyOf(tree)), "");
        }
      }
    }

    private void read(ClassTree type, String before, String outer) {
      String name = outer + type.getSimpleName();
      List<MethodTree> tests = new ArrayList<>();
      Map<String, String> said = new TreeMap<>();
      int from = bodyOf(type);
      for (Tree member : type.getMembers()) {
        int end = (int) positions.getEndPosition(unit, member);
        if (end < from) {
          continue; // not written down, such as a constructor of the compiler's
        }
        if (member instanceof ClassTree inner) {
          read(inner, text.substring(from, bodyOf(inner)), name + ".");
        } else if (member instanceof MethodTree method) {
          said.merge(method.getName().toString(), text.substring(from, end), String::concat);
          if (isTest(method)) {
            tests.add(method);
          }
        }
        from = end;
      }
      if (!tests.isEmpty()) {
        noteIds(before, new Named(file, name, ""));
      }
      tests.forEach(test -> note(test, said, name));
    }

    private void note(MethodTree test, Map<String, String> said, String type) {
      String name = test.getName().toString();
      Named named = new Named(file, type, name);
      noteIds(said.getOrDefault(name, ""), named);
      for (AnnotationTree annotation : test.getModifiers().getAnnotations()) {
        if (annotation.getAnnotationType().toString().equals("MethodSource")) {
          Matcher quoted = QUOTED.matcher(annotation.toString());
          noteIds(said.getOrDefault(quoted.find() ? quoted.group(1) : name, ""), named);
        }
      }
    }

    private int bodyOf(ClassTree type) {
      ModifiersTree modifiers = type.getModifiers();
      long after = positions.getEndPosition(unit, modifiers);
      long begin = after >= 0 ? after : positions.getStartPosition(unit, type);
      return text.indexOf('{', (int) begin) + 1;
    }
  }

  private static boolean isTest(MethodTree method) {
    return method.getModifiers().getAnnotations().stream()
        .map(annotation -> annotation.getAnnotationType().toString())
        .anyMatch(TESTS::contains);
  }

  private void noteIds(String text, Named named) {
    Matcher id = ID.matcher(text);
    while (id.find()) {
      String name = id.group(1).toUpperCase(Locale.ROOT) + "-" + id.group(2);
      byId.computeIfAbsent(name, any -> new TreeSet<>()).add(named);
    }
  }
}
