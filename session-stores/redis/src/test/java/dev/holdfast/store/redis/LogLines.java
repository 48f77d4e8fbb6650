package dev.holdfast.store.redis;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What this package tells operators, read back. */
final class LogLines implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.holdfast.store.redis");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  LogLines() {
    logger.setLevel(Level.INFO);
    lines.list = new CopyOnWriteArrayList<>(); // read while others write
    lines.start();
    logger.addAppender(lines);
  }

  List<ILoggingEvent> read() {
    return List.copyOf(lines.list);
  }

  @Override
  public void close() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }
}
