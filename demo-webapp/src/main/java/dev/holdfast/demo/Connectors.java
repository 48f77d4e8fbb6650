package dev.holdfast.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Opens the ports of a server, so that they are known before it starts. */
final class Connectors {
  private final Server server;

  Connectors(Server server) {
    this.server = server;
  }

  /**
   * Opens them all.
   *
   * @return the origin under which people reach the server
   * @throws CannotStartException if a port is taken or the key store does not open
   */
  String open(Listening where) throws CannotStartException {
    Listening.Tls tls = where.tls();
    if (tls == null) {
      return "http://localhost:" + open(http(new HttpConfiguration()), where.httpPort());
    }
    int port = open(https(tls), tls.port());
    if (where.httpPort() != Listening.NOT_AT_ALL) {
      HttpConfiguration redirecting = new HttpConfiguration();
      redirecting.setSecurePort(port);
      open(http(redirecting), where.httpPort());
    }
    return "https://localhost:" + port;
  }

  private ServerConnector http(HttpConfiguration configuration) {
    configuration.setSendServerVersion(false);
    return new ServerConnector(server, new HttpConnectionFactory(configuration));
  }

  private ServerConnector https(Listening.Tls tls) throws CannotStartException {
    String password = password(tls.passwordFile());
    SslContextFactory.Server keys = new SslContextFactory.Server();
    keys.setKeyStore(keyStore(tls.keystore(), password));
    keys.setKeyStorePassword(password);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    // A certificate made for a first look may name another host than localhost.
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    return new ServerConnector(
        server,
        new SslConnectionFactory(keys, "http/1.1"),
        new HttpConnectionFactory(configuration));
  }

  private int open(ServerConnector connector, int port) throws CannotStartException {
    connector.setHost("localhost");
    connector.setPort(port);
    server.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      throw new CannotStartException(
          "cannot start: port " + port + " is taken; choose another, or 0 for a free one", e);
    }
    return connector.getLocalPort();
  }

  private static String password(Path file) throws CannotStartException {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CannotStartException("cannot start: the file cannot be read: " + file, e);
    }
  }

  private static KeyStore keyStore(Path file, String password) throws CannotStartException {
    if (!Files.isReadable(file)) {
      throw new CannotStartException("cannot start: the key store cannot be read: " + file);
    }
    try {
      return KeyStore.getInstance(file.toFile(), password.toCharArray());
    } catch (IOException | GeneralSecurityException e) {
      throw new CannotStartException(
          "cannot start: the key store does not open with the password given: " + file, e);
    }
  }
}
