package dev.holdfast.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Loads classes anew whose native libraries are for another platform: what is behind their names is
 * no library of this one.
 */
public final class UnfitLibraries extends URLClassLoader {
  private static final Pattern LIBRARY = Pattern.compile(".*\\.(so|dylib|jnilib|dll)");

  private final URL unfit;

  private UnfitLibraries(URL[] jars, URL unfit) {
    super(jars, ClassLoader.getPlatformClassLoader());
    this.unfit = unfit;
  }

  /** Of the jars that these classes came from. */
  public static UnfitLibraries of(Path directory, String... classNames) {
    try {
      Path unfit = Files.writeString(directory.resolve("library"), "of another platform");
      URL[] jars = Arrays.stream(classNames).map(UnfitLibraries::jar).toArray(URL[]::new);
      return new UnfitLibraries(jars, unfit.toUri().toURL());
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL jar(String className) {
    try {
      return Class.forName(className, false, UnfitLibraries.class.getClassLoader())
          .getProtectionDomain()
          .getCodeSource()
          .getLocation();
    } catch (ClassNotFoundException e) {
      throw new AssertionError("not on the class path of the tests", e);
    }
  }

  @Override
  public URL getResource(String name) {
    return LIBRARY.matcher(name).matches() ? unfit : super.getResource(name);
  }

  /** Runs the work with this as the thread's class loader. */
  public void during(Runnable work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(this);
    try {
      work.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
