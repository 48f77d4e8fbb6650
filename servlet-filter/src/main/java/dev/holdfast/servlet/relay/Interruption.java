package dev.holdfast.servlet.relay;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Breaks off an answer whose head is sent, so that a browser sees that something is missing. No
 * method of Servlet does that: a container breaks the connection off when a request fails with part
 * of its answer sent, and so the request is dispatched once more, to fail.
 */
record Interruption(HttpServletRequest request) {
  private static final String ATTRIBUTE = Interruption.class.getName();

  static Interruption of(HttpServletRequest request) {
    return new Interruption(request);
  }

  void carryOut(AsyncContext async) {
    request.setAttribute(ATTRIBUTE, true);
    async.dispatch();
  }

  /**
   * To be called first for every dispatch.
   *
   * @throws IOException if this one is to fail
   */
  static void failIfDue(HttpServletRequest request) throws IOException {
    if (request.getDispatcherType() == DispatcherType.ASYNC
        && request.getAttribute(ATTRIBUTE) != null) {
      throw new IOException("the answer of an API was cut off in the middle");
    }
  }
}
