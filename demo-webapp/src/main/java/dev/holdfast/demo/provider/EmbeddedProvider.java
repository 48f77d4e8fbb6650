package dev.holdfast.demo.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.holdfast.demo.proof.Nonces;
import dev.holdfast.demo.proof.ProofCheck;
import dev.holdfast.demo.proof.SeenIds;
import dev.holdfast.demo.wire.LocalServer;
import dev.holdfast.demo.wire.RequestLog;
import jakarta.servlet.Filter;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.web.context.support.GenericWebApplicationContext;

/**
 * An OpenID Provider in this process, for demonstrations and tests: it knows the users {@code
 * alice} and {@code bob}, whose passwords are their names. Thread-safe.
 *
 * <p>What this protects, and what it does not: the protocol is as strict as a careful provider's,
 * but it listens on plain http and only on localhost, and forgets everything when closed.
 */
public final class EmbeddedProvider implements AutoCloseable {
  /** Longer than an assertion or a proof may live. */
  private static final Duration JTI_MEMORY = Duration.ofMinutes(10);

  private static final int KEY_BITS = 2048;
  private static final int NONCE_KEY_BYTES = 32;

  private final LocalServer server;
  private final GenericWebApplicationContext spring = new GenericWebApplicationContext();
  private final AuthorizationLedger ledger = new AuthorizationLedger();
  private final ClientRegistry clients;
  private final ProviderFaults faults;
  private final Nonces nonces;
  private final RSAKey key = newKey();
  private final BackChannelLogout backChannelLogout;

  private EmbeddedProvider(ProviderSettings settings) {
    server = LocalServer.listen(settings.port());
    clients = new ClientRegistry(settings);
    byte[] nonceKey = new byte[NONCE_KEY_BYTES];
    new SecureRandom().nextBytes(nonceKey);
    nonces = new Nonces(settings.nonces(), InstantSource.system(), nonceKey);
    faults = new ProviderFaults(nonces);
    LogoutTokens logoutTokens = new LogoutTokens(server.origin(), key, InstantSource.system());
    backChannelLogout = new BackChannelLogout(clients, logoutTokens);
  }

  /**
   * Starts within a few seconds and answers as soon as this returns.
   *
   * @throws IllegalStateException if it cannot start, for instance because the port is taken
   */
  public static EmbeddedProvider start(ProviderSettings settings) {
    EmbeddedProvider provider = new EmbeddedProvider(settings);
    try {
      provider.serve(settings);
      return provider;
    } catch (RuntimeException e) {
      provider.close();
      throw new IllegalStateException("the embedded provider did not start", e);
    }
  }

  /** Where discovery begins; without a slash at the end. */
  public URI issuer() {
    return URI.create(server.origin());
  }

  /** Where the keys are that sign tokens. */
  public URI jwks() {
    return URI.create(server.origin() + Endpoints.JWKS);
  }

  /** Adds a client, or replaces the one with the same id, while the provider runs. */
  public void register(ProviderClient client) {
    clients.put(client);
  }

  /**
   * Ends every sign-in of a user, as an administrator would: refresh tokens are worthless, and
   * clients with a back-channel logout address are told before this returns.
   */
  public void endSessionsOf(String userName) {
    backChannelLogout.tell(ledger.endAllOf(userName));
  }

  /** What came in and what went out. */
  public RequestLog requests() {
    return server.requests();
  }

  /** Makes this provider misbehave, as a person does at {@code /trouble}. */
  public ProviderFaults faults() {
    return faults;
  }

  @Override
  public void close() {
    server.close();
    spring.close();
  }

  private void serve(ProviderSettings settings) {
    String issuer = server.origin();
    server.nameSessionCookie("provider_session");
    server.add(new FaultFilter(faults));
    server.add(new AssertionOnceFilter(jtis()));
    server.add(new ProofFilter(issuer, settings.proofs(), nonces, new ProofCheck(nonces, jtis())));
    server.add(new KeyBindingFilter(ledger));
    server.add(new AuthorizeFilter(issuer, settings.pushedRequests()));
    server.add(springSecurity(settings));
    server.add(Endpoints.LOGIN, new LoginPage(ledger));
    server.add(Endpoints.TROUBLE, new TroublePage(faults, this::endSessionsOf));
    server.add("", new NoticePage());
    server.showProblemsAt("/");
    server.start();
  }

  private Filter springSecurity(ProviderSettings settings) {
    spring.setServletContext(server.servletContext());
    spring.registerBean(ProviderSettings.class, () -> settings);
    spring.registerBean(AuthorizationLedger.class, () -> ledger);
    spring.registerBean(ClientRegistry.class, () -> clients);
    spring.registerBean(BackChannelLogout.class, () -> backChannelLogout);
    spring.registerBean(RSAKey.class, () -> key);
    spring.registerBean(
        AuthorizationServer.Issuer.class, () -> new AuthorizationServer.Issuer(server.origin()));
    new AnnotatedBeanDefinitionReader(spring).register(AuthorizationServer.class);
    spring.refresh();
    return spring.getBean("springSecurityFilterChain", Filter.class);
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(KEY_BITS)
          .keyUse(KeyUse.SIGNATURE)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("every JDK makes RSA keys", e);
    }
  }

  private static SeenIds jtis() {
    return new SeenIds(InstantSource.system(), JTI_MEMORY);
  }
}
