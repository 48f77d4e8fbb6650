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
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
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

  /** Makes an authority. */
  public Path authority(String name) {
    return make(name, "-dname", "CN=" + name, "-ext", "bc:critical=ca:true");
  }

  /** Makes a key whose certificate an authority vouches for. */
  public Path issued(Path authority, String name) {
    Path file = make(name, "-dname", "CN=" + name);
    Path request = folder.resolve(name + ".csr");
    Path chain = folder.resolve(name + ".pem");
    keytool("-certreq", "-keystore", file.toString(), "-file", request.toString());
    String certificate =
        keytool(
            "-gencert", "-rfc", "-keystore", authority.toString(), "-infile", request.toString());
    String above = keytool("-exportcert", "-rfc", "-keystore", authority.toString());
    try {
      Files.writeString(chain, pem(certificate) + pem(above));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    keytool("-importcert", "-noprompt", "-keystore", file.toString(), "-file", chain.toString());
    return file;
  }

  /** Without what the tool says besides. */
  private static String pem(String said) {
    String end = "-----END CERTIFICATE-----";
    return said.substring(said.indexOf("-----BEGIN"), said.indexOf(end)) + end + "\n";
  }

  private Path make(String name, String... more) {
    return run(name, "EC", more);
  }

  private Path run(String name, String algorithm, String... more) {
    Path file = folder.resolve(name + ".p12");
    List<String> options =
        List.of("-genkeypair", "-keyalg", algorithm, "-validity", "2", "-storetype", "PKCS12");
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-keystore", file.toString()));
    all.addAll(List.of(more));
    keytool(all.toArray(String[]::new));
    return file;
  }

  /** What the tool says. */
  private static String keytool(String... options) {
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command = new ArrayList<>(List.of(tool));
    command.addAll(List.of(options));
    command.addAll(List.of("-alias", "a", "-storepass", "changeit"));
    try {
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
      return said;
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
    return server(new Anybody());
  }

  /** The server's side: it lets nobody in for whom this authority does not vouch. */
  public SSLContext serverTrusting(Path authority) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("ca", load(authority).getCertificate("a"));
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      return server(factory.getTrustManagers()[0]);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private SSLContext server(TrustManager clients) {
    try {
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(load("server"), PASSWORD.reveal().toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keys = own.getKeyManagers();
      context.init(keys, new TrustManager[] {clients}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore load(String name) {
    return load(folder.resolve(name + ".p12"));
  }

  private static KeyStore load(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
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
