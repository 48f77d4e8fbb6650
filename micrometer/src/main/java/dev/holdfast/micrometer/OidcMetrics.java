package dev.holdfast.micrometer;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.event.OidcEvent;
import dev.holdfast.event.OidcListener;
import dev.holdfast.event.Repeat;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.util.OptionalInt;

/**
 * Counts and times what happens at each client. On the class path it is found by itself and uses
 * Micrometer's global registry; {@code new OidcMetrics(registry)}, handed to {@code Oidc.builder},
 * uses another. The values of all tags come from short, fixed lists; no user, session or address is
 * among them. {@code docs/metrics.md} has the meters. Thread-safe.
 */
public final class OidcMetrics implements OidcListener {
  private final Meters meters;

  /** Over {@link Metrics#globalRegistry}. */
  public OidcMetrics() {
    this(Metrics.globalRegistry);
  }

  /** Over a registry of the application's own. */
  public OidcMetrics(MeterRegistry registry) {
    this.meters = new Meters(registry);
  }

  @Override
  public boolean hearsCalls() {
    return true;
  }

  @Override
  public void heard(OidcEvent event) {
    String client = event.registration();
    if (event instanceof OidcEvent.StoreCalled call) {
      store(call);
    } else if (event instanceof OidcEvent.ProviderCalled call) {
      provider(call);
    } else if (event instanceof OidcEvent.LoggedIn) {
      meters.count("holdfast.logins", "client", client, "outcome", "success");
    } else if (event instanceof OidcEvent.LoginRefused refused) {
      meters.count("holdfast.logins", "client", client, "outcome", refused.code().code());
    } else if (event instanceof OidcEvent.LoggedOut out) {
      meters.count("holdfast.logouts", "client", client, "cause", out.cause().toString());
    } else if (event instanceof OidcEvent.RequestRefused refused) {
      refusal(refused);
    } else {
      state(event);
    }
  }

  /** What goes on for a while, keys and APIs. */
  private void state(OidcEvent event) {
    String client = event.registration();
    if (event instanceof OidcEvent.RenewalBegun) {
      meters.level("holdfast.renewals.active", client).incrementAndGet();
    } else if (event instanceof OidcEvent.RenewalEnded ended) {
      renewal(ended);
      meters.level("holdfast.renewals.active", client).decrementAndGet();
    } else if (event instanceof OidcEvent.StoreOutageBegun) {
      meters.level("holdfast.store.down", client).set(1);
    } else if (event instanceof OidcEvent.StoreOutageEnded) {
      meters.level("holdfast.store.down", client).set(0);
    } else if (event instanceof OidcEvent.Suspected suspected) {
      meters.count("holdfast.suspicions", "client", client, "kind", suspected.what().toString());
    } else if (event instanceof OidcEvent.OlderSealKeyUsed used) {
      meters.count("holdfast.keys.older", "client", client, "key", used.keyId());
    } else if (event instanceof OidcEvent.ProviderKeysChanged) {
      meters.count("holdfast.keys.changed", "client", client);
    } else if (event instanceof OidcEvent.ApiCallRefused refused) {
      api(refused);
    }
  }

  private void api(OidcEvent.ApiCallRefused refused) {
    meters.count(
        "holdfast.api.refusals",
        "client",
        refused.registration(),
        "cause",
        refused.why().toString(),
        "repeated",
        Boolean.toString(refused.repeated()));
  }

  private void refusal(OidcEvent.RequestRefused refused) {
    meters.count(
        "holdfast.refusals",
        "client",
        refused.registration(),
        "status",
        Integer.toString(refused.status()),
        "code",
        refused.code().code());
  }

  private void renewal(OidcEvent.RenewalEnded ended) {
    meters.time(
        ended.took(),
        "holdfast.renewals",
        "client",
        ended.registration(),
        "outcome",
        ended.failure().map(ErrorCode::code).orElse("renewed"));
  }

  private void store(OidcEvent.StoreCalled call) {
    meters.time(
        call.took(),
        "holdfast.store.calls",
        "client",
        call.registration(),
        "store",
        call.backEnd(),
        "operation",
        call.operation().toString(),
        "outcome",
        call.outcome().toString());
  }

  private void provider(OidcEvent.ProviderCalled call) {
    String client = call.registration();
    String endpoint = call.endpoint().toString();
    meters.time(
        call.took(),
        "holdfast.provider.calls",
        "client",
        client,
        "endpoint",
        endpoint,
        "status",
        statusClass(call.status()));
    if (call.repeat() != Repeat.NONE) {
      meters.count(
          "holdfast.provider.repeats",
          "client",
          client,
          "endpoint",
          endpoint,
          "cause",
          call.repeat().toString());
    }
  }

  private static String statusClass(OptionalInt status) {
    return status.isPresent() ? status.getAsInt() / 100 + "xx" : "none";
  }
}
