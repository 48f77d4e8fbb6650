package dev.holdfast.demo.api;

import dev.holdfast.demo.proof.Nonces;
import dev.holdfast.demo.proof.ProofCheck;
import dev.holdfast.demo.proof.SeenIds;
import dev.holdfast.demo.wire.LocalServer;
import dev.holdfast.demo.wire.RequestLog;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/**
 * An API in this process that checks DPoP as a careful resource server does: {@code GET} and {@code
 * POST /orders}. Thread-safe.
 */
public final class OrdersApi implements AutoCloseable {
  private static final String PATH = "/orders";
  private static final Duration JTI_MEMORY = Duration.ofMinutes(2);

  private final LocalServer server;
  private final Nonces nonces;

  private OrdersApi(ApiSettings settings) {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    nonces = new Nonces(settings.nonces(), InstantSource.system(), key);
    server = LocalServer.listen(settings.port());
    ProofCheck proofs = new ProofCheck(nonces, new SeenIds(InstantSource.system(), JTI_MEMORY));
    server.add(PATH, new OrdersServlet(orders(), new AccessTokenCheck(settings), nonces, proofs));
    server.start();
  }

  /**
   * Starts at once; the issuer need not be up before the first call.
   *
   * @throws IllegalStateException if it cannot start, for instance because the port is taken
   */
  public static OrdersApi start(ApiSettings settings) {
    return new OrdersApi(settings);
  }

  /** The address to call. */
  public URI orders() {
    return URI.create(server.origin() + PATH);
  }

  /** What came in and what went out. */
  public RequestLog requests() {
    return server.requests();
  }

  /** Refuses the nonces given out so far: clients must take the new one and repeat. */
  public void forgetNonces() {
    nonces.forget();
  }

  @Override
  public void close() {
    server.close();
  }
}
