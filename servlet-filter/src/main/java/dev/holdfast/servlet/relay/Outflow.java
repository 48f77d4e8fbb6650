package dev.holdfast.servlet.relay;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the browser as fast as it takes it and no faster: what is handed in is written when the
 * container is ready, and only then more is asked for. Never blocks (Servlet §3.7). Thread-safe.
 */
final class Outflow implements WriteListener {
  private static final int CHUNK = 16 * 1024;

  private final ServletOutputStream out;
  private final OneAtATime pump = new OneAtATime(this::pump);
  private final Queue<ByteBuffer> pending = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> written = new CompletableFuture<>();
  private volatile boolean possible;
  private volatile boolean flushDue;
  private volatile boolean last;
  private volatile @Nullable Runnable more;
  private volatile @Nullable Runnable ending;
  private byte @Nullable [] chunk;

  Outflow(ServletOutputStream out) {
    this.out = out;
  }

  /** To be called once, on the container's thread; nothing is written before. */
  void start() {
    out.setWriteListener(this);
  }

  /** Completes when all is written; fails if the browser is gone. */
  CompletableFuture<Void> written() {
    return written;
  }

  /** Sends the head of the answer now, before there is any body. */
  void flush() {
    flushDue = true;
    pump.run();
  }

  /**
   * Takes the next part. The buffers are the writer's from now on.
   *
   * @param whenWanted runs when the part after it is wanted
   */
  void take(List<ByteBuffer> part, Runnable whenWanted) {
    pending.addAll(part);
    flushDue = true;
    more = whenWanted;
    pump.run();
  }

  /** There is no more to come. */
  void finish() {
    last = true;
    pump.run();
  }

  /** Writes nothing any more, and then runs this: while nobody else touches the response. */
  void endWith(Runnable work) {
    ending = work;
    pump.run();
  }

  @Override
  public void onWritePossible() {
    possible = true;
    pump.run();
  }

  @Override
  public void onError(Throwable broken) {
    written.completeExceptionally(broken);
  }

  private void pump() {
    Runnable end = ending;
    if (end != null) {
      ending = null;
      possible = false;
      end.run();
    }
    try {
      while (possible && hasWork() && out.isReady()) {
        step();
      }
    } catch (IOException | IllegalStateException e) {
      possible = false;
      written.completeExceptionally(e);
    }
    askForMore();
  }

  private boolean hasWork() {
    return !pending.isEmpty() || flushDue || last;
  }

  private void step() throws IOException {
    ByteBuffer next = pending.peek();
    if (next != null) {
      write(next);
      if (!next.hasRemaining()) {
        pending.remove();
      }
    } else if (flushDue && !last) {
      flushDue = false;
      out.flush();
    } else {
      possible = false;
      written.complete(null);
    }
  }

  /** One array serves all: the container is ready again only when it is done with it. */
  private void write(ByteBuffer next) throws IOException {
    byte[] bytes = chunk;
    if (bytes == null) {
      bytes = new byte[CHUNK];
      chunk = bytes;
    }
    int length = Math.min(bytes.length, next.remaining());
    next.get(bytes, 0, length);
    out.write(bytes, 0, length);
  }

  private void askForMore() {
    Runnable ask = more;
    if (ask != null && possible && pending.isEmpty() && !flushDue) {
      more = null;
      ask.run();
    }
  }
}
