package dev.holdfast.config;

import dev.holdfast.secret.SecretText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads certificates with their keys; {@link IllegalArgumentException} says what is wrong, and
 * repeats nothing of it.
 */
final class CertificateFiles {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private CertificateFiles() {}

  static ClientCertificate store(Path file, SecretText password) {
    char[] secret = password.reveal().toCharArray();
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, secret);
      List<String> keys =
          Collections.list(store.aliases()).stream().filter(alias -> isKey(store, alias)).toList();
      if (keys.size() != 1) {
        throw new IllegalArgumentException("holds " + keys.size() + " private keys, not one");
      }
      return ClientCertificate.of(
          (PrivateKey) store.getKey(keys.get(0), secret),
          Arrays.stream(store.getCertificateChain(keys.get(0)))
              .map(X509Certificate.class::cast)
              .toList());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("cannot be read as a PKCS #12 file with that password", e);
    } finally {
      Arrays.fill(secret, ' ');
    }
  }

  private static boolean isKey(KeyStore store, String alias) {
    try {
      return store.isKeyEntry(alias);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key store that was loaded is not", e);
    }
  }

  static ClientCertificate pem(String certificates, SecretText key) {
    List<X509Certificate> chain = certificates(certificates);
    return ClientCertificate.of(key(key, chain.get(0).getPublicKey().getAlgorithm()), chain);
  }

  private static List<X509Certificate> certificates(String text) {
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw new IllegalArgumentException("has no certificate in PEM form");
      }
      return chain;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("has no certificate in PEM form", e);
    }
  }

  private static PrivateKey key(SecretText text, String algorithm) {
    Matcher found = KEY.matcher(text.reveal());
    if (!found.find()) {
      throw new IllegalArgumentException(
          "has no key in PEM form that begins with BEGIN PRIVATE KEY; convert it with: openssl"
              + " pkcs8 -topk8 -nocrypt");
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(found.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("is not of the private key beside it");
    }
  }
}
