package dev.holdfast.session;

import dev.holdfast.dpop.DpopKey;
import dev.holdfast.provider.AccessToken;
import dev.holdfast.provider.AuthorizationDetails;
import dev.holdfast.provider.Claims;
import dev.holdfast.provider.RefreshToken;
import dev.holdfast.provider.TokenSet;
import dev.holdfast.seal.FieldReader;
import dev.holdfast.seal.FieldWriter;
import dev.holdfast.secret.SecretBytes;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns sessions into bytes and back. One octet of version, then fields without names; tokens as
 * their decoded parts (see {@link TokenBytes}); headers and claims shortened together. Signatures,
 * keys and opaque tokens are never shortened. Thread-safe.
 */
final class SessionCodec {
  private static final int VERSION = 3;

  /** Knew no details of access tokens, one end of a session, and the newest ID token only. */
  private static final int BEFORE = 2;

  private static final int BOUND = 1;
  private static final int HAS_END = 2;
  private static final int HAS_REFRESH = 4;
  private static final int HAS_LINK = 8;
  private static final int HAS_OTHERS = 16;
  private static final int HAS_DETAILS = 32;
  private static final int HAS_TICKET_LINK = 64;
  private static final int HAS_LOGIN = 128;

  private static final int USUAL_SIZE = 2048;

  private final ClaimsShortener shortener = new ClaimsShortener();

  /** A session and, by who holds it, one of the links. */
  record Content(Session session, Optional<BrowserLink> link, Optional<TicketLink> ticketLink) {}

  byte[] encode(Session session, @Nullable BrowserLink link) {
    return encode(session, link, null);
  }

  byte[] encode(Session session, @Nullable BrowserLink link, @Nullable TicketLink ticketLink) {
    TokenSet tokens = session.tokens();
    AccessToken access = tokens.access();
    FieldWriter out = new FieldWriter(USUAL_SIZE);
    out.octet(VERSION).octet(flags(session, link, ticketLink)).text(session.subject());
    out.moment(session.startedAt()).moment(session.authenticatedAt());
    out.moment(session.expiresAt()).moment(session.latestEnd());
    if (link != null) {
      out.text(link.number()).number(link.generation());
      out.bytes(link.linkKey().reveal()).moment(link.idleUntil());
    }
    if (ticketLink != null) {
      out.bytes(ticketLink.key().reveal());
      out.moment(ticketLink.since()).moment(ticketLink.olderUntil());
    }
    out.moment(access.obtainedAt());
    access.expiresAt().ifPresent(out::moment);
    out.words(access.scopes());
    out.bytes(session.key().map(DpopKey::toBytes).orElse(new byte[0]));

    FieldWriter readable = new FieldWriter(USUAL_SIZE);
    TokenBytes.write(tokens.idToken(), readable, out);
    TokenBytes.write(access.value(), readable, out);
    tokens.refresh().ifPresent(token -> TokenBytes.write(token.value(), readable, out));
    if (!tokens.others().isEmpty()) {
      OtherTokens.write(tokens.others(), readable, out);
    }
    readable.text(session.userinfo().members().isEmpty() ? "" : session.userinfo().toJson());
    access.details().ifPresent(details -> readable.text(details.toJson()));
    session
        .atLogin()
        .ifPresent(login -> readable.text(login.sid().orElse("")).moment(login.issuedAt()));
    return out.bytes(shortener.shorten(readable.toBytes())).toBytes();
  }

  private static int flags(
      Session session, @Nullable BrowserLink link, @Nullable TicketLink ticketLink) {
    TokenSet tokens = session.tokens();
    return (tokens.access().bound() ? BOUND : 0)
        | (tokens.access().expiresAt().isPresent() ? HAS_END : 0)
        | (tokens.refresh().isPresent() ? HAS_REFRESH : 0)
        | (link != null ? HAS_LINK : 0)
        | (ticketLink != null ? HAS_TICKET_LINK : 0)
        | (tokens.others().isEmpty() ? 0 : HAS_OTHERS)
        | (tokens.access().details().isPresent() ? HAS_DETAILS : 0)
        | (session.atLogin().isPresent() ? HAS_LOGIN : 0);
  }

  /** Empty if another version wrote it, except the one before. */
  Optional<Content> decode(byte[] bytes) {
    try {
      FieldReader in = new FieldReader(bytes);
      int version = in.octet();
      return version == VERSION || version == BEFORE
          ? Optional.of(content(in, version))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // authentic, yet not of this form: another version's
    }
  }

  private Content content(FieldReader in, int version) {
    int flags = in.octet();
    String subject = in.text();
    Session.Course course = course(in, version);
    Optional<BrowserLink> link = (flags & HAS_LINK) == 0 ? Optional.empty() : Optional.of(link(in));
    Optional<TicketLink> ticketLink =
        (flags & HAS_TICKET_LINK) == 0 ? Optional.empty() : Optional.of(ticketLink(in));
    Instant obtainedAt = in.moment();
    Optional<Instant> end = (flags & HAS_END) == 0 ? Optional.empty() : Optional.of(in.moment());
    FieldReader scopes = in.fork();
    in.skip();
    byte[] key = in.bytes();
    FieldReader tokens = in.fork();
    afterTokens(in, flags).skip(); // a record that was cut off shows it now
    Lazy<Restored> readable = Lazy.by(() -> readable(flags, tokens));
    Session.Parts parts =
        new Session.Parts(
            Lazy.by(() -> readable.get().idTokenClaims()),
            Lazy.by(() -> readable.get().userinfo()),
            Lazy.by(() -> readable.get().tokens(obtainedAt, end, scopes)),
            Lazy.by(() -> key.length == 0 ? Optional.empty() : Optional.of(DpopKey.fromBytes(key))),
            Lazy.by(() -> (flags & HAS_LOGIN) == 0 ? Optional.empty() : readable.get().atLogin()));
    return new Content(new Session(subject, course, parts), link, ticketLink);
  }

  private static Session.Course course(FieldReader in, int version) {
    Instant startedAt = in.moment();
    Instant authenticatedAt = in.moment();
    Instant expiresAt = in.moment();
    Instant latestEnd = version == BEFORE ? expiresAt : in.moment();
    return new Session.Course(startedAt, authenticatedAt, expiresAt, latestEnd);
  }

  private static BrowserLink link(FieldReader in) {
    return new BrowserLink(in.text(), in.number(), SecretBytes.of(in.bytes()), in.moment());
  }

  private static TicketLink ticketLink(FieldReader in) {
    return new TicketLink(SecretBytes.of(in.bytes()), in.moment(), in.moment());
  }

  /** The reader, once it has passed over the opaque parts of all tokens. */
  private static FieldReader afterTokens(FieldReader in, int flags) {
    int tokens = (flags & HAS_REFRESH) == 0 ? 2 : 3;
    for (int i = 0; i < tokens; i++) {
      TokenBytes.skip(in);
    }
    if ((flags & HAS_OTHERS) != 0) {
      OtherTokens.skip(in);
    }
    return in;
  }

  private Restored readable(int flags, FieldReader tokens) {
    FieldReader opaque = tokens.fork();
    byte[] shortened = afterTokens(tokens.fork(), flags).bytes();
    FieldReader readable = new FieldReader(shortener.restore(shortened));
    TokenBytes idToken = TokenBytes.read(readable, opaque);
    TokenBytes access = TokenBytes.read(readable, opaque);
    TokenBytes refresh = (flags & HAS_REFRESH) == 0 ? null : TokenBytes.read(readable, opaque);
    OtherTokens others =
        (flags & HAS_OTHERS) == 0 ? OtherTokens.NONE : OtherTokens.read(readable, opaque);
    return new Restored(
        flags,
        idToken,
        access,
        Optional.ofNullable(refresh),
        others,
        readable.text(),
        (flags & HAS_DETAILS) == 0 ? "" : readable.text(),
        (flags & HAS_LOGIN) == 0 ? Optional.empty() : Optional.of(login(readable)));
  }

  private static ProviderSession login(FieldReader in) {
    return new ProviderSession(Optional.of(in.text()).filter(sid -> !sid.isEmpty()), in.moment());
  }

  /** The restored part, still undecoded. */
  private record Restored(
      int flags,
      TokenBytes idToken,
      TokenBytes access,
      Optional<TokenBytes> refresh,
      OtherTokens others,
      String userinfoJson,
      String detailsJson,
      Optional<ProviderSession> atLogin) {

    Claims idTokenClaims() {
      return Claims.parse(idToken.payloadText()).withoutSources();
    }

    Claims userinfo() {
      return userinfoJson.isEmpty() ? Claims.NONE : Claims.parse(userinfoJson);
    }

    TokenSet tokens(Instant obtainedAt, Optional<Instant> end, FieldReader scopes) {
      Set<String> granted = Set.copyOf(scopes.fork().words());
      return new TokenSet(
          new AccessToken(
              access.text(),
              obtainedAt,
              end,
              granted,
              (flags & BOUND) != 0,
              AuthorizationDetails.restore(detailsJson)),
          refresh.map(token -> new RefreshToken(token.text())),
          idToken.text(),
          others.byTarget());
    }
  }
}
