package dev.holdfast.demo.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The latest 20 000 requests a server answered, in order of the answers. A request is in the log
 * before its answer leaves. Thread-safe.
 */
public final class RequestLog {
  private static final int KEPT = 20_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<RecordedRequest> requests = new ArrayDeque<>();

  void add(RecordedRequest request) {
    lock.lock();
    try {
      if (requests.size() == KEPT) {
        requests.removeFirst();
      }
      requests.addLast(request);
    } finally {
      lock.unlock();
    }
  }

  /** Oldest first. */
  public List<RecordedRequest> all() {
    lock.lock();
    try {
      return List.copyOf(requests);
    } finally {
      lock.unlock();
    }
  }

  /** Requests to exactly this path. */
  public List<RecordedRequest> to(String path) {
    return all().stream().filter(request -> request.path().equals(path)).toList();
  }

  /** Token requests with a refresh token, refused and repeated ones included. */
  public List<RecordedRequest> refreshes() {
    return all().stream().filter(RecordedRequest::isRefresh).toList();
  }

  public void clear() {
    lock.lock();
    try {
      requests.clear();
    } finally {
      lock.unlock();
    }
  }
}
