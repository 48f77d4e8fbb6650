package dev.holdfast.testkit;

import dev.holdfast.secret.RandomBytes;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A protected resource on its own port: any path, any method, with a token of its provider.
 *
 * <p>Answers what it saw as JSON: {@code method}, {@code path}, {@code user}, {@code bodyLength}.
 * Thread-safe.
 */
public final class FakeApi implements AutoCloseable {

  private final Wire wire;
  private final Nonces nonces;
  private final ResourceCheck check;
  private volatile ApiDemand demand = ApiDemand.NONE;

  private FakeApi(FakeProvider provider) {
    this.wire = Wire.open(provider.secrets());
    this.nonces = new Nonces(RandomBytes.secure(), provider.secrets());
    this.check =
        new ResourceCheck(
            wire.origin().toString(),
            ProofCheck.atResource(nonces, provider.time()),
            provider.grants());
    wire.route(Endpoint.API, nonces.stamping(call -> admit(provider, call, check.check(call))));
  }

  /** Listens on a free port of 127.0.0.1. */
  public static FakeApi start(FakeProvider provider) {
    FakeApi api = new FakeApi(provider);
    api.wire.start();
    return api;
  }

  private Reply admit(FakeProvider provider, Call call, Login login) {
    demand.check(login, provider.time().instant());
    return describe(call, login);
  }

  private static Reply describe(Call call, Login login) {
    Map<String, Object> seen = new LinkedHashMap<>();
    seen.put("method", call.method());
    seen.put("path", call.target().getPath());
    seen.put("user", login.user());
    seen.put("bodyLength", call.body().length());
    return Reply.json(200, seen);
  }

  /** Scheme, host and port. */
  public URI origin() {
    return wire.origin();
  }

  /** An address here. */
  public URI uri(String path) {
    return wire.origin().resolve(path);
  }

  /** How DPoP nonces are handled here, apart from the provider's. */
  public FakeApi nonces(NonceMode mode) {
    nonces.mode(mode);
    return this;
  }

  /** Makes the nonce known so far useless, in {@link NonceMode#ROTATING}. */
  public void rotateNonce() {
    nonces.rotate();
  }

  /** From now on only tokens that were issued for this resource or audience will do. */
  public FakeApi onlyFor(String audience) {
    check.audience(audience);
    return this;
  }

  /** Wants users who authenticated in one of these contexts, from now on (RFC 9470). */
  public FakeApi demandAcr(String... values) {
    demand = new ApiDemand(List.of(values), demand.maxAge());
    return this;
  }

  /** Wants users who authenticated not longer ago, from now on (RFC 9470). */
  public FakeApi demandMaxAge(Duration age) {
    demand = new ApiDemand(demand.acr(), Optional.of(age));
    return this;
  }

  /** Refuses the next token, good or not. */
  public void refuseNextToken() {
    next().challenge("DPoP error=\"invalid_token\", algs=\"ES256\"");
  }

  /** Asks the next request for a bearer token. */
  public void askForBearerNext() {
    next().challenge("Bearer realm=\"orders\"");
  }

  /** What goes wrong once. */
  public FaultAt next() {
    return new FaultAt(wire.faults(), true, Endpoint.API);
  }

  /** What goes wrong until {@link #behave()}. */
  public FaultAt always() {
    return new FaultAt(wire.faults(), false, Endpoint.API);
  }

  /** Forgets every fault. */
  public void behave() {
    wire.faults().clear();
  }

  /** Stops requests at a gate from now on. */
  public Gate hold() {
    return wire.hold(Endpoint.API);
  }

  /** Every request so far, in the order answered. */
  public List<RecordedCall> requests() {
    return wire.calls();
  }

  /** Forgets them. */
  public void forgetRequests() {
    wire.forgetCalls();
  }

  /** How many connections requests have come on so far. */
  public int connectionsEver() {
    return wire.connectionsEver();
  }

  @Override
  public void close() {
    wire.close();
  }
}
