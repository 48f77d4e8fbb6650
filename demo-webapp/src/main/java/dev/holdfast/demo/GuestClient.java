package dev.holdfast.demo;

import dev.holdfast.demo.provider.ProviderClient;
import dev.holdfast.demo.provider.ProviderClient.Credential;
import java.net.URI;
import java.util.Set;

/**
 * An application of somebody who tries the library and has no provider yet, such as {@code
 * examples/hello}. Its secret is its name, as with the users: it protects nothing, and a sign-in
 * leads to this machine only.
 */
final class GuestClient {
  private static final String ID = "hello";

  /** Of a loopback address the provider compares no port. */
  private static final URI CALLBACK = URI.create("http://127.0.0.1:9090/auth/callback");

  private GuestClient() {}

  static ProviderClient registration() {
    return new ProviderClient(
        ID, new Credential.Secret(ID), Set.of(CALLBACK), Set.of(CALLBACK.resolve("/")));
  }
}
