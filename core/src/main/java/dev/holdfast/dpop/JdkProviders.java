package dev.holdfast.dpop;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.Set;

/** The JDK's own JCA providers, also where {@code java.security} puts others before them. */
final class JdkProviders {
  private static final Set<String> MODULES = Set.of("java.base", "jdk.crypto.ec");

  private JdkProviders() {}

  /** The first that makes such signatures; where the JDK was stripped of its own, any other. */
  static Provider forSignature(String name) throws NoSuchAlgorithmException {
    Provider[] all = Security.getProviders("Signature." + name);
    if (all == null) {
      throw new NoSuchAlgorithmException("this Java platform has no " + name);
    }
    return Arrays.stream(all).filter(JdkProviders::isOwn).findFirst().orElse(all[0]);
  }

  private static boolean isOwn(Provider provider) {
    String module = provider.getClass().getModule().getName();
    return module != null && MODULES.contains(module);
  }
}
