package dev.holdfast.config;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sees to it that each key of an application has one task and one name. */
final class ClientKeyCheck {
  private final OidcConfigBuilder login;
  private final ConfigCheck check;
  private final Map<String, String> names = new HashMap<>();

  ClientKeyCheck(OidcConfigBuilder login, ConfigCheck check) {
    this.login = login;
    this.check = check;
  }

  void all() {
    answers();
    one("", login.clientAuthentication, login.dpopKey);
    for (NamedClientBuilder client : login.clients) {
      one("client." + client.name + ".", client.clientAuthentication, client.dpopKey);
    }
  }

  private void answers() {
    ProtectedAnswers answers = login.answers;
    answers.decryptionKeys().forEach(key -> named("decryption-key", key.reveal()));
    if (answers.needKey() && answers.decryptionKeys().isEmpty()) {
      check.refuse("decryption-key", "is missing; something is to come encrypted");
    }
    if (!answers.needKey() && !answers.decryptionKeys().isEmpty()) {
      check.refuse(
          "decryption-key",
          "is of no use without id-token-encryption or userinfo-response=encrypted");
    }
    if (answers.userinfo() != ProtectedAnswers.UserinfoAnswers.ANY && !login.userinfo) {
      check.refuse("userinfo-response", "is of no use without userinfo=true");
    }
  }

  private void one(String prefix, @Nullable ClientAuthentication proof, DpopKeyChoice dpop) {
    if (proof == null) {
      return;
    }
    for (PrivateJwk key : proof.signingKeys()) {
      named(prefix + "client-key", key.reveal());
      if (login.answers.decryptionKeys().stream().anyMatch(key::isSameAs)) {
        check.refuse("decryption-key", "is a client-key too; a key has one task");
      }
      if (proof.shown().filter(shown -> isOf(shown, key)).isPresent()) {
        check.refuse(prefix + "client-key", "is the certificate's too; a key has one task");
      }
      if (dpop instanceof DpopKeyChoice.Configured one && one.key().isSameAs(key)) {
        check.refuse(prefix + "dpop-key", "is the client-key too; a key has one task");
      }
    }
  }

  private static boolean isOf(ClientCertificate shown, PrivateJwk key) {
    return print(CertificateJwk.of(shown)).equals(print(key.reveal()));
  }

  /** All are published in one set, in which a name stands for one key. */
  private void named(String setting, JWK key) {
    String name = key.getKeyID();
    String print = print(key);
    if (name != null && !names.computeIfAbsent(name, any -> print).equals(print)) {
      check.refuse(setting, "has a key with the kid of another one");
    }
  }

  private static String print(JWK key) {
    try {
      return String.valueOf(key.computeThumbprint());
    } catch (JOSEException e) {
      throw new IllegalStateException("SHA-256 is missing", e);
    }
  }
}
