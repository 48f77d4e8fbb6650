package dev.holdfast.provider;

import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.event.ProviderEndpoint;
import dev.holdfast.transport.HttpTransport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pac4j.oidc.metadata.IOidcOpMetadataResolver;
import org.pac4j.oidc.profile.creator.TokenValidator;

/**
 * What the provider publishes about itself (OpenID Connect Discovery §4, RFC 8414), fetched when
 * first needed, by one thread at a time, and refreshed behind the requests as often as the provider
 * asks, within bounds. A refresh that fails keeps the last good copy. Thread-safe.
 */
final class Metadata implements IOidcOpMetadataResolver {
  private static final Duration REMEMBER_FAILURE = Duration.ofSeconds(2);

  private final OidcConfig config;
  private final HttpTransport transport;
  private final MetadataCheck check;
  private final MetadataGaps gaps;
  private final ClientCredential credential;
  private final Function<OIDCProviderMetadata, IdTokenChecks> validators;
  private final ExecutorService background;
  private final LongSupplier nanoTime;
  private final Events events;

  private final ReentrantLock loading = new ReentrantLock();
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private volatile @Nullable Loaded loaded;
  private volatile @Nullable Failed failed;

  private record Loaded(
      OIDCProviderMetadata metadata, IdTokenChecks checks, long at, Duration fresh) {}

  private record Failed(ProviderRefusal refusal, long at) {}

  Metadata(
      ProviderSetup setup,
      MetadataCheck check,
      ClientCredential credential,
      Function<OIDCProviderMetadata, IdTokenChecks> validators) {
    this.config = setup.config();
    this.transport =
        new ProviderCalls(setup.listeners(), ProviderEndpoint.METADATA).over(setup.transport());
    this.background = setup.background();
    this.nanoTime = setup.nanoTime();
    this.check = check;
    this.gaps = new MetadataGaps(config);
    this.credential = credential;
    this.validators = validators;
    this.events = new Events();
  }

  /** The metadata; blocks for the first answer only. */
  @Override
  public OIDCProviderMetadata load() {
    return current().metadata();
  }

  /** The same for who cannot wait for a slow provider: then it comes for those after. */
  OIDCProviderMetadata loadWithin(Duration patience) {
    if (loaded != null) {
      return load();
    }
    try {
      return background.submit(this::load).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | RejectedExecutionException e) {
      throw ProviderRefusal.unavailable("metadata did not come within " + patience, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProviderRefusal why) {
        throw why;
      }
      throw new IllegalStateException("metadata: what nobody foresaw", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProviderRefusal.unavailable("interrupted", e);
    }
  }

  /** The metadata, unless nobody has asked for them yet; does not block. */
  Optional<OIDCProviderMetadata> known() {
    return Optional.ofNullable(loaded).map(Loaded::metadata);
  }

  /** Where the login's client finds them. */
  Endpoints endpoints() {
    return credential.endpoints(load());
  }

  @Override
  public TokenValidator getTokenValidator() {
    return current().checks();
  }

  IdTokenChecks idTokens() {
    return current().checks();
  }

  @Override
  public @Nullable ClientAuthentication getClientAuthenticationTokenEndpoint() {
    return credential.fresh(endpoints().token()).orElse(null);
  }

  @Override
  public @Nullable ClientAuthentication getClientAuthenticationPAREndpoint() {
    URI pushing = endpoints().pushedRequests();
    return pushing == null ? null : credential.fresh(pushing).orElse(null);
  }

  private Loaded current() {
    Loaded known = loaded;
    if (known == null) {
      return first();
    }
    if (nanoTime.getAsLong() - known.at() > known.fresh().toNanos()) {
      refreshBehind();
    }
    return known;
  }

  private Loaded first() {
    loading.lock();
    try {
      Loaded known = loaded;
      return known != null ? known : fetchUnlessJustFailed();
    } finally {
      loading.unlock();
    }
  }

  private Loaded fetchUnlessJustFailed() {
    Failed recent = failed;
    if (recent != null && nanoTime.getAsLong() - recent.at() < REMEMBER_FAILURE.toNanos()) {
      throw recent.refusal();
    }
    try {
      return fetch();
    } catch (ProviderRefusal e) {
      failed = new Failed(e, nanoTime.getAsLong());
      throw e;
    }
  }

  private void refreshBehind() {
    if (!refreshing.compareAndSet(false, true)) {
      return;
    }
    try {
      background.execute(this::refresh);
    } catch (RejectedExecutionException e) {
      refreshing.set(false); // the next request tries again
    }
  }

  private void refresh() {
    try {
      fetch();
    } catch (ProviderRefusal e) {
      events.metadataKept(config.issuer(), e);
      Loaded kept = loaded;
      if (kept != null) {
        loaded =
            new Loaded(
                kept.metadata(), kept.checks(), nanoTime.getAsLong(), MetadataDocument.LEAST);
      }
    } finally {
      refreshing.set(false);
    }
  }

  private Loaded fetch() {
    MetadataDocument document = MetadataDocument.fetch(config, transport);
    OIDCProviderMetadata metadata = document.content();
    check.inspect(metadata);
    Loaded before = loaded;
    boolean sameKeys =
        before != null
            && before.metadata().getJWKSetURI().equals(metadata.getJWKSetURI())
            && check.accepted(before.metadata()).equals(check.accepted(metadata));
    IdTokenChecks checks =
        sameKeys && before != null ? before.checks() : validators.apply(metadata);
    Loaded now = new Loaded(metadata, checks, nanoTime.getAsLong(), document.fresh());
    loaded = now;
    report(before, metadata);
    return now;
  }

  private void report(@Nullable Loaded before, OIDCProviderMetadata metadata) {
    List<String> lacking = gaps.in(metadata);
    boolean known = before != null && gaps.in(before.metadata()).equals(lacking);
    if (!known && !lacking.isEmpty()) {
      events.metadataLack(config.issuer(), lacking);
    }
  }
}
