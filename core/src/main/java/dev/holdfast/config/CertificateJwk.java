package dev.holdfast.config;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A client's certificate as a public JSON Web Key (RFC 7517 §4.7, RFC 8705 §2.2.2). */
final class CertificateJwk {
  private CertificateJwk() {}

  /** With the certificate in {@code x5c}; named by its thumbprint. */
  static JWK of(ClientCertificate certificate) {
    try {
      Map<String, Object> members =
          new LinkedHashMap<>(JWK.parse(certificate.chain().get(0)).toJSONObject());
      members.keySet().removeAll(Set.of("exp", "nbf", "key_ops"));
      members.put("kid", String.valueOf(members.get("x5t#S256")));
      members.put("use", KeyUse.SIGNATURE.identifier());
      return JWK.parse(members);
    } catch (JOSEException | ParseException e) {
      throw new IllegalStateException("a certificate's key is no JSON Web Key", e);
    }
  }
}
