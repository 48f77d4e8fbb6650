package dev.holdfast.servlet.relay;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the browser sends. What fits is kept, so that it can be sent twice; the rest is read
 * as fast as the API takes it. Never blocks (Servlet §3.7). Thread-safe.
 */
final class Inflow implements ReadListener {
  private static final int CHUNK = 16 * 1024;

  private final ServletInputStream in;
  private final long length;
  private final RelayLimits limits;
  private final OneAtATime pump = new OneAtATime(this::pump);
  private final CompletableFuture<RequestBody> body = new CompletableFuture<>();
  private final StreamedBody stream = new StreamedBody(pump::run);
  private @Nullable ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private byte @Nullable [] first;
  private long count;
  private boolean ended;
  private volatile boolean possible;
  private volatile boolean allRead;
  private volatile boolean stopped;
  private volatile @Nullable Throwable broken;

  /**
   * A body that is not read yet.
   *
   * @param length as announced; negative if it is not
   */
  Inflow(ServletInputStream in, long length, RelayLimits limits) {
    this.in = in;
    this.length = length;
    this.limits = limits;
  }

  /** To be called once, on the container's thread. */
  void start() {
    in.setReadListener(this);
    pump.run();
  }

  /**
   * What to send, as soon as that is known: all of it, or a stream that begins with what was kept.
   * Fails if the browser goes away or sends too much.
   */
  CompletableFuture<RequestBody> body() {
    return body;
  }

  /** Why the body has no end; null if it has, or may still have one. */
  @Nullable Throwable broken() {
    return broken;
  }

  /** Reads no further. */
  void stop() {
    stopped = true;
  }

  @Override
  public void onDataAvailable() {
    possible = true;
    pump.run();
  }

  @Override
  public void onAllDataRead() {
    possible = true;
    allRead = true;
    pump.run();
  }

  @Override
  public void onError(Throwable failure) {
    broken = failure;
    pump.run();
  }

  private void pump() {
    try {
      if (kept != null && length > limits.buffer()) {
        stream(new byte[0]); // it is known beforehand that it cannot be kept
      }
      while (isWanted() && advance()) {
        // until there is nothing to read, or nobody who wants it
      }
    } catch (IOException | IllegalStateException e) {
      broken = e;
    }
    Throwable failure = broken;
    if (failure != null) {
      body.completeExceptionally(failure);
      stream.fail(failure);
    } else if (ended) {
      stream.end();
    }
  }

  private boolean isWanted() {
    return possible
        && !stopped
        && !ended
        && broken == null
        && (kept == null ? stream.isWanted() : !body.isDone());
  }

  /** One step; false if the container will call when there can be another. */
  private boolean advance() throws IOException {
    byte[] begin = first;
    if (begin != null) {
      first = null;
      stream.next(ByteBuffer.wrap(begin));
    } else if (allRead || in.isFinished()) {
      end();
    } else if (in.isReady()) {
      read();
    } else {
      return false;
    }
    return true;
  }

  private void read() throws IOException {
    byte[] chunk = new byte[CHUNK];
    int read = in.read(chunk);
    if (read < 0) {
      end();
      return;
    }
    count += read;
    if (count > limits.request()) {
      throw new BodyTooLargeException(limits.request());
    }
    ByteArrayOutputStream keeping = kept;
    if (keeping == null) {
      stream.next(ByteBuffer.wrap(chunk, 0, read));
      return;
    }
    keeping.write(chunk, 0, read);
    if (keeping.size() > limits.buffer()) {
      stream(keeping.toByteArray());
    }
  }

  private void stream(byte[] begin) {
    kept = null;
    first = begin.length == 0 ? null : begin;
    body.complete(RequestBody.of(stream, length));
  }

  private void end() {
    ended = true;
    ByteArrayOutputStream all = kept;
    if (all != null) {
      kept = null;
      body.complete(RequestBody.of(all.toByteArray()));
    }
  }
}
