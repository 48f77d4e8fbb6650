package dev.holdfast.config;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what contradicts the FAPI 2.0 Security Profile (§5.3.3, §5.4.1). */
final class ProfileCheck {
  private final OidcConfigBuilder config;
  private final ConfigCheck check;

  ProfileCheck(OidcConfigBuilder config, ConfigCheck check) {
    this.config = config;
    this.check = check;
  }

  void all() {
    if (!config.profile.isFapi()) {
      return;
    }
    authentication("", config.clientAuthentication);
    binding("", config.dpop, config.dpopKey);
    if (!config.idTokenAlgorithms.equals(OidcConfigBuilder.ID_TOKEN_ALGORITHMS)
        && !Profile.FAPI_ALGORITHMS.containsAll(config.idTokenAlgorithms)) {
      refuse("id-token-algorithms", "names another than PS256, ES256 and EdDSA");
    }
    if (config.profile.signsMessages()) {
      messages();
    }
    for (NamedClientBuilder client : config.clients) {
      String prefix = "client." + client.name + ".";
      authentication(prefix, client.clientAuthentication);
      binding(prefix, client.dpop == null ? config.dpop : client.dpop, client.dpopKey);
    }
  }

  private void messages() {
    if (!config.logins.signedRequests) {
      refuse("request-object", "is none");
    }
    if (!config.logins.responseMode.isSigned()) {
      refuse("response-mode", "is of an answer that nobody has signed");
    }
  }

  private void authentication(String prefix, @Nullable ClientAuthentication method) {
    audience(prefix, method);
    if (method == null) {
      return;
    }
    method.signingKeys().stream().limit(1).forEach(key -> key(prefix, key.reveal()));
    if (!(method instanceof ClientAuthentication.PrivateKeyJwt) && !isTls(method)) {
      refuse(prefix + "client-authentication", "is neither private_key_jwt nor by certificate");
    }
  }

  private void audience(String prefix, @Nullable ClientAuthentication method) {
    if (method != null
        && method.assertionAudience().equals(Optional.of(AssertionAudience.ENDPOINT))) {
      refuse(prefix + "assertion-audience", "is endpoint");
    }
  }

  private static boolean isTls(ClientAuthentication method) {
    return method instanceof ClientAuthentication.TlsCertificate
        || method instanceof ClientAuthentication.SelfSignedTlsCertificate;
  }

  private void key(String prefix, JWK key) {
    String named = key.getAlgorithm() == null ? "" : key.getAlgorithm().getName();
    boolean other = !named.isEmpty() && !Profile.FAPI_ALGORITHMS.contains(named);
    boolean curve = "P-384".equals(curve(key)) || "P-521".equals(curve(key));
    if (other || curve) {
      refuse(prefix + "client-key", "signs by another algorithm than PS256, ES256 or EdDSA");
    }
  }

  private static String curve(JWK key) {
    return key instanceof ECKey ec ? ec.getCurve().getName() : "";
  }

  private void binding(String prefix, DpopPolicy policy, DpopKeyChoice key) {
    if (config.certificateBoundTokens && policy == DpopPolicy.OFF) {
      return;
    }
    if (policy != DpopPolicy.REQUIRED) {
      refuse(prefix + "dpop", "is not required, so that tokens could be used by whoever has them");
    }
    if (!Set.of(DpopAlgorithm.ES256, DpopAlgorithm.PS256, DpopAlgorithm.EDDSA)
        .contains(key.algorithm())) {
      refuse(prefix + "dpop-key", "is of another algorithm than PS256, ES256 or EdDSA");
    }
  }

  private void refuse(String setting, String complaint) {
    check.refuse(setting, complaint + "; the profile does not allow that");
  }
}
