package dev.holdfast.provider;

import dev.holdfast.dpop.Attempts;
import dev.holdfast.dpop.RetryPlan.NextStep;
import dev.holdfast.event.Listeners;
import dev.holdfast.event.OidcEvent;
import dev.holdfast.event.ProviderEndpoint;
import dev.holdfast.event.Repeat;
import dev.holdfast.jfr.ProviderCallEvent;
import dev.holdfast.transport.HttpCall;
import dev.holdfast.transport.HttpReply;
import dev.holdfast.transport.HttpTransport;
import dev.holdfast.transport.TransportException;
import java.util.OptionalInt;
import java.util.Set;

/** Calls to one endpoint of the provider, told to listeners and recorded. Thread-safe. */
final class ProviderCalls {
  private final Listeners listeners;
  private final ProviderEndpoint endpoint;

  ProviderCalls(Listeners listeners, ProviderEndpoint endpoint) {
    this.listeners = listeners;
    this.endpoint = endpoint;
  }

  /** The same way, for a call that is never repeated. */
  HttpTransport over(HttpTransport transport) {
    return call -> send(transport, call, Repeat.NONE);
  }

  /**
   * Sends one HTTP request.
   *
   * @param before what was tried already
   */
  HttpReply send(HttpTransport transport, HttpCall call, Attempts before)
      throws TransportException {
    return send(transport, call, repeat(before.used()));
  }

  /** A clock that was corrected and then a nonce that was asked for count as the nonce. */
  private static Repeat repeat(Set<NextStep> used) {
    if (used.contains(NextStep.REPEAT_WITH_NONCE)) {
      return Repeat.NONCE;
    }
    return used.contains(NextStep.REPEAT_WITH_CLOCK) ? Repeat.CLOCK : Repeat.NONE;
  }

  private HttpReply send(HttpTransport transport, HttpCall call, Repeat repeat)
      throws TransportException {
    ProviderCallEvent recorded = new ProviderCallEvent();
    long start = listeners.nanoTime();
    recorded.begin();
    OptionalInt status = OptionalInt.empty();
    try {
      HttpReply reply = transport.send(call);
      status = OptionalInt.of(reply.status());
      return reply;
    } finally {
      recorded.end();
      record(recorded, status, repeat);
      if (listeners.hearCalls()) {
        listeners.tell(
            new OidcEvent.ProviderCalled(
                listeners.registration(), endpoint, status, repeat, listeners.since(start)));
      }
    }
  }

  private void record(ProviderCallEvent recorded, OptionalInt status, Repeat repeat) {
    if (recorded.shouldCommit()) {
      recorded.registration = listeners.registration();
      recorded.endpoint = endpoint.toString();
      recorded.status = status.orElse(0);
      recorded.repeat = repeat.toString();
      recorded.commit();
    }
  }
}
