package dev.holdfast.containers;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The classes of one deployment, loaded anew for it, as from its {@code WEB-INF/lib}: the
 * application, this library and what it stands on. The container's own are the parent's.
 */
final class OwnClasses extends URLClassLoader {
  private static final String[] OWN = {
    "dev.holdfast.", "org.pac4j.", "com.nimbusds.", "net.minidev.", "com.google.crypto.tink."
  };

  static {
    registerAsParallelCapable();
  }

  private OwnClasses(URL[] classPath, ClassLoader parent) {
    super(classPath, parent);
  }

  static OwnClasses load() {
    URL[] classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(OwnClasses::url)
            .toArray(URL[]::new);
    return new OwnClasses(classPath, OwnClasses.class.getClassLoader());
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (Arrays.stream(OWN).noneMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }
}
