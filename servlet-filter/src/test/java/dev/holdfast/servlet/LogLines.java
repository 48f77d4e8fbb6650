package dev.holdfast.servlet;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What this package tells operators at INFO and above, read back. */
final class LogLines implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.holdfast.servlet");
  private final Lines lines = new Lines();

  LogLines() {
    logger.setLevel(Level.INFO);
    lines.start();
    logger.addAppender(lines);
  }

  /** As {@code LEVEL text}, those that contain this. */
  List<String> about(String what) {
    return lines.told.stream().filter(line -> line.contains(what)).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      told.add(event.getLevel() + " " + event.getFormattedMessage());
    }
  }
}
