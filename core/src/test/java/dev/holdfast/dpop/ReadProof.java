package dev.holdfast.dpop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A proof as a server reads it: by the Java platform and a JSON parser, without a JOSE library. */
record ReadProof(JsonNode header, JsonNode claims, String signedText, String signatureText) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static ReadProof of(String proof) {
    String[] parts = proof.split("\\.", -1);
    return new ReadProof(json(parts[0]), json(parts[1]), parts[0] + "." + parts[1], parts[2]);
  }

  byte[] signature() {
    return decode(signatureText);
  }

  boolean signatureHolds() {
    try {
      Signature verifier = verifier();
      verifier.initVerify(publicKey());
      verifier.update(signedText.getBytes(StandardCharsets.US_ASCII));
      return verifier.verify(signature());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("the platform could not verify", e);
    }
  }

  /** RFC 7638 §3: the required members in the order of their names. */
  JwkThumbprint thumbprint() {
    String json =
        switch (text("kty")) {
          case "EC" ->
              "{\"crv\":\"%s\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}"
                  .formatted(text("crv"), text("x"), text("y"));
          case "OKP" ->
              "{\"crv\":\"%s\",\"kty\":\"OKP\",\"x\":\"%s\"}".formatted(text("crv"), text("x"));
          default -> "{\"e\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\"}".formatted(text("e"), text("n"));
        };
    return new JwkThumbprint(hash(json));
  }

  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Signature verifier() throws GeneralSecurityException {
    return switch (header.get("alg").textValue()) {
      case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
      case "ES384" -> Signature.getInstance("SHA384withECDSAinP1363Format");
      case "EdDSA" -> Signature.getInstance("Ed25519");
      case "RS256" -> Signature.getInstance("SHA256withRSA");
      default -> {
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        yield pss;
      }
    };
  }

  private PublicKey publicKey() throws GeneralSecurityException {
    return switch (text("kty")) {
      case "EC" -> ecKey();
      case "OKP" -> {
        byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] encoded = Arrays.copyOf(prefix, prefix.length + 32);
        System.arraycopy(decode(text("x")), 0, encoded, prefix.length, 32);
        yield KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      }
      default ->
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(number("n"), number("e")));
    };
  }

  private PublicKey ecKey() throws GeneralSecurityException {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    String name = text("crv").equals("P-256") ? "secp256r1" : "secp384r1";
    curve.init(new ECGenParameterSpec(name));
    return KeyFactory.getInstance("EC")
        .generatePublic(
            new ECPublicKeySpec(
                new ECPoint(number("x"), number("y")),
                curve.getParameterSpec(ECParameterSpec.class)));
  }

  private BigInteger number(String member) {
    return new BigInteger(1, decode(text(member)));
  }

  private String text(String member) {
    return header.get("jwk").get(member).textValue();
  }

  private static byte[] decode(String base64url) {
    return Base64.getUrlDecoder().decode(base64url);
  }

  private static JsonNode json(String base64url) {
    try {
      return JSON.readTree(decode(base64url));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
