package dev.holdfast.demo;

import dev.holdfast.demo.provider.ProviderClient;
import dev.holdfast.demo.provider.ProviderClient.Credential;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The application as a client of the provider that comes with it. Makes its own secret and keys.
 */
final class OwnClient {
  private static final String ID = "demo";
  private static final int KEY_BYTES = 32;

  private final String origin;
  private final String secret = key();
  private final String sealKey = key();
  private final String indexKey = key();

  OwnClient(String origin) {
    this.origin = origin;
  }

  /** What the provider knows about it. */
  ProviderClient registration() {
    return new ProviderClient(
        ID,
        new Credential.Secret(secret),
        Set.of(URI.create(callback())),
        Set.of(URI.create(afterLogout())));
  }

  /** What the application has to know, with keys that nobody else ever had. */
  Map<String, String> settings(URI issuer, URI api, DemoStore store) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("issuer", issuer.toString());
    settings.put("client-id", ID);
    settings.put("client-secret", secret);
    settings.put("scope", "openid profile email groups");
    settings.put("redirect-uri", callback());
    settings.put("post-logout-redirect-uri", afterLogout());
    settings.put("seal-keys", "process:" + sealKey);
    settings.put("index-key", indexKey);
    settings.putAll(store.settings());
    settings.put("userinfo", "true");
    settings.put("allow-http-loopback", "true");
    settings.put("allowed-origins", api.resolve("/").toString());
    return settings;
  }

  /** A key as {@code openssl rand -base64 32} makes it. */
  static String key() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private String callback() {
    return origin + "/auth/callback";
  }

  private String afterLogout() {
    return origin + "/?logged-out";
  }
}
