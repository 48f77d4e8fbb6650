package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The public face of a module: one sorted line per public type and member. The list lies beside the
 * tests, so that a wider or narrower face is a line of the review. Write it anew with {@code
 * -Dpublic-api.update=true}.
 */
public final class PublicApi {

  private static final Path CLASSES = Path.of("target", "classes");
  private static final Set<String> EVERYBODY_HAS = Set.of("equals", "hashCode", "toString");
  private static final Path LIST = Path.of("src", "test", "resources", "public-api.txt");

  private PublicApi() {}

  /** Compares the module in the working directory with its list, or writes the list. */
  public static void matchesItsList() throws IOException {
    List<String> now = linesOf(CLASSES);
    if (Boolean.getBoolean("public-api.update")) {
      Files.createDirectories(LIST.getParent());
      Files.write(LIST, now);
    }
    assertThat(now)
        .as("a change is listed by: mvn test -Dtest=PublicApiTest -Dpublic-api.update=true")
        .isEqualTo(Files.readAllLines(LIST));
  }

  private static List<String> linesOf(Path classes) throws IOException {
    Set<String> lines = new TreeSet<>();
    try (Stream<Path> files = Files.walk(classes)) {
      files
          .map(file -> classes.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .map(PublicApi::load)
          .filter(PublicApi::isReachable)
          .forEach(type -> addLinesOf(type, lines));
    }
    return List.copyOf(lines);
  }

  private static Class<?> load(String file) {
    String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
    try {
      return Class.forName(name, false, PublicApi.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new UncheckedIOException(new IOException("compiled but not loadable: " + name, e));
    }
  }

  private static boolean isReachable(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return !type.isAnonymousClass()
        && isVisible(type.getModifiers())
        && (outer == null || isReachable(outer));
  }

  private static void addLinesOf(Class<?> type, Set<String> lines) {
    String name = type.getName();
    lines.add(name + " = " + kindOf(type));
    Stream.<AccessibleObject[]>of(
            type.getDeclaredConstructors(), type.getDeclaredMethods(), type.getDeclaredFields())
        .flatMap(Stream::of)
        .filter(member -> member instanceof Member m && isVisible(m.getModifiers()))
        .filter(member -> member instanceof Member m && !m.isSynthetic())
        .filter(member -> member instanceof Member m && !EVERYBODY_HAS.contains(m.getName()))
        .forEach(member -> lines.add(name + " " + readable(signatureOf(member), name)));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  /** Built from class-file facts only, so that every JDK writes the same line. */
  private static String kindOf(Class<?> type) {
    String kind =
        type.isAnnotation()
            ? "@interface"
            : type.isInterface()
                ? "interface"
                : type.isRecord() ? "record" : type.isEnum() ? "enum" : "class";
    boolean isFinal = Modifier.isFinal(type.getModifiers());
    return (type.isSealed() ? "sealed " : isFinal ? "final " : "") + kind;
  }

  private static String signatureOf(AccessibleObject member) {
    if (member instanceof Method method) {
      return method.toGenericString();
    }
    return member instanceof Constructor<?> constructor
        ? constructor.toGenericString()
        : ((Field) member).toGenericString();
  }

  /** Without the word public, the owner and the packages, which say nothing here. */
  private static String readable(String signature, String owner) {
    return signature
        .replace(owner + ".", "")
        .replaceAll("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])", "")
        .replaceFirst("^public ", "");
  }
}
