package dev.holdfast.testkit;

import dev.holdfast.config.ClientCertificate;
import dev.holdfast.secret.SecretText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Certificates made for a test by the JDK's own tool, in a folder of the test. */
public final class Certificates {
  /** Opens every file here. */
  public static final SecretText PASSWORD = SecretText.of("changeit");

  private final Path folder;

  /** In an empty folder. */
  public Certificates(Path folder) {
    this.folder = folder;
    make("server", "-dname", "CN=localhost", "-ext", "san=dns:localhost");
  }

  /** Makes a key whose certificate nobody vouches for. */
  public Path selfSigned(String name) {
    return make(name, "-dname", "CN=" + name);
  }

  /** Makes a key of another kind in the same way. */
  public Path selfSignedRsa(String name) {
    return run(name, "RSA", "-dname", "CN=" + name);
  }

  private Path make(String name, String... more) {
    return run(name, "EC", more);
  }

  private Path run(String name, String algorithm, String... more) {
    Path file = folder.resolve(name + ".p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command =
        Stream.concat(
                Stream.of(
                    tool,
                    "-genkeypair",
                    "-alias",
                    "a",
                    "-keyalg",
                    algorithm,
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    "changeit",
                    "-keystore",
                    file.toString()),
                Stream.of(more))
            .toList();
    try {
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The certificate in a file, with its key. */
  public static ClientCertificate open(Path file) {
    return ClientCertificate.ofStore(file, PASSWORD);
  }

  /** What a client trusts that is to trust the server. */
  public KeyStore trust() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("server", load("server").getCertificate("a"));
      return trusted;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The server's side: it lets any certificate through, to be looked at behind the door. */
  public SSLContext server() {
    try {
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(load("server"), PASSWORD.reveal().toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keys = own.getKeyManagers();
      context.init(keys, new TrustManager[] {new Anybody()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore load(String name) {
    try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.reveal().toCharArray());
      return keys;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of clients; a test's client never trusts by this. */
  private record Anybody() implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      throw new IllegalStateException("for servers only");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
