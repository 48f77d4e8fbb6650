package dev.holdfast.demo.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The project's own classes as a later version may have them: with another format. */
final class NewerCode {
  private static final Path SOURCES = Path.of("..", "core", "src", "main", "java");
  private static final Pattern VERSION = Pattern.compile("(?<= VERSION = )\\d+(?=;)");

  private NewerCode() {}

  /**
   * Compiles classes that write, and read, the version after the present one.
   *
   * @param into where to put them; stands before the class path of a newer node
   * @param versioned the source that has the version
   * @param others sources that are compiled with it, because the compiler copies constants
   */
  static Path with(Path into, String versioned, String... others) throws IOException {
    String present = Files.readString(SOURCES.resolve(versioned));
    assertThat(VERSION.matcher(present).results()).hasSize(1);
    List<Source> sources = new ArrayList<>();
    sources.add(new Source(versioned, VERSION.matcher(present).replaceFirst(NewerCode::next)));
    for (String other : others) {
      sources.add(new Source(other, Files.readString(SOURCES.resolve(other))));
    }
    StringWriter complaints = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of("-d", into.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    boolean compiled = compiler.getTask(complaints, null, null, options, null, sources).call();
    assertThat(compiled).as(complaints.toString()).isTrue();
    return into;
  }

  private static String next(MatchResult version) {
    return String.valueOf(Integer.parseInt(version.group()) + 1);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String path, String text) {
      super(URI.create("string:///" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
