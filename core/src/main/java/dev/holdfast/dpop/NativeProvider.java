package dev.holdfast.dpop;

import java.security.Provider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JCA providers that sign several times faster than the JDK's, in the order of preference. Nothing
 * here is compiled against them, and none is registered with the platform: that is the
 * application's to decide.
 */
enum NativeProvider {
  CORRETTO(
      "AmazonCorrettoCryptoProvider",
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider") {
    @Override
    Provider instance(Class<?> type) throws ReflectiveOperationException {
      Provider instance = (Provider) type.getField("INSTANCE").get(null);
      // Without its library it is an empty provider, and says why only when asked.
      Throwable failure = (Throwable) type.getMethod("getLoadingError").invoke(instance);
      if (failure != null) {
        throw new ReflectiveOperationException(failure);
      }
      return instance;
    }
  },

  CONSCRYPT("Conscrypt", "org.conscrypt.Conscrypt") {
    @Override
    Provider instance(Class<?> type) throws ReflectiveOperationException {
      return (Provider) type.getMethod("newProvider").invoke(null);
    }
  };

  private final String providerName;
  private final String className;

  NativeProvider(String providerName, String className) {
    this.providerName = providerName;
    this.className = className;
  }

  abstract Provider instance(Class<?> type) throws ReflectiveOperationException;

  String providerName() {
    return providerName;
  }

  /**
   * The provider, if the thread's class loader or this library's own has it. The first look loads a
   * native library: some hundred milliseconds.
   *
   * @throws UnusableProviderException if it is there and its library does not fit this platform
   */
  Optional<Provider> find() throws UnusableProviderException {
    try {
      Optional<Class<?>> type = type();
      return type.isEmpty() ? Optional.empty() : Optional.of(instance(type.get()));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      throw new UnusableProviderException(providerName, "does not load", e);
    }
  }

  private Optional<Class<?>> type() {
    Optional<Class<?>> seen = type(Thread.currentThread().getContextClassLoader());
    return seen.isPresent() ? seen : type(NativeProvider.class.getClassLoader());
  }

  private Optional<Class<?>> type(@Nullable ClassLoader loader) {
    try {
      return Optional.of(Class.forName(className, true, loader));
    } catch (ClassNotFoundException notHere) {
      return Optional.empty();
    }
  }
}
