package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsTest {
  private @TempDir Path files;

  @Test
  @DisplayName(
      "Over https the session is in a __Host- cookie, which a logout clears (CK-01, CK-12)")
  void over_https_the_session_is_in_a_host_cookie() throws Exception {
    Listening https = new Listening(Listening.NOT_AT_ALL, new Listening.Tls(0, keys(), password()));
    try (OwnProviderDemo demo =
            OwnProviderDemo.start(new Arguments(null, DemoStore.memory(), List.of(https), 0, 0));
        RealBrowser browser = RealBrowser.open(demo.origin())) {
      assertThat(demo.origin()).startsWith("https://localhost:");
      browser.go("/account");
      browser.signIn("alice");
      browser.arriveAt("/account");
      assertThat(browser.cookieNames()).contains("__Host-session");

      browser.press("Sign out");
      browser.arriveAt("/?logged-out");
      assertThat(browser.cookieNames()).doesNotContain("__Host-session");
    }
  }

  private Path password() throws IOException {
    return Files.writeString(files.resolve("password"), "for-this-test\n");
  }

  private Path keys() throws IOException, InterruptedException {
    Path store = files.resolve("keys.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "demo",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "for-this-test",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(made.waitFor()).as(said).isZero();
    return store;
  }
}
