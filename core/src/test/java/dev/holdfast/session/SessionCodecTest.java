package dev.holdfast.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.provider.AccessToken;
import dev.holdfast.provider.AuthorizationDetails;
import dev.holdfast.provider.Claims;
import dev.holdfast.provider.TokenSet;
import dev.holdfast.provider.TokenTarget;
import dev.holdfast.seal.FieldWriter;
import dev.holdfast.secret.SecretBytes;
import dev.holdfast.secret.SecretText;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCodecTest {
  private final SessionCodec codec = new SessionCodec();
  private final SampleSession usual = SampleSession.usual();

  @Test
  void a_session_comes_back_with_all_its_parts() {
    Session session = usual.session();
    Session read = throughBytes(session);

    assertThat(read.subject()).isEqualTo(session.subject());
    assertThat(read.startedAt()).isEqualTo(session.startedAt());
    assertThat(read.authenticatedAt()).isEqualTo(session.authenticatedAt());
    assertThat(read.expiresAt()).isEqualTo(session.expiresAt());
    assertThat(read.tokens()).isEqualTo(session.tokens());
    assertThat(read.key()).isEqualTo(session.key());
    assertThat(read.claims().text("name")).hasValue("Ada Miller");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "opaque-token_of_letters",
        "opaque/token+with=padding==",
        "QQ", // one octet, canonical
        "QR", // the same octet with a stray bit
        "QUI", // two octets, canonical
        "QUJ", // the same octets with a stray bit
        "QQ==",
        "A",
        "two.dots.here", // three parts, of which the first is base64url of something
        "QQ.QQ.QQ",
        "QQ.QR.QQ",
        "QQ.QQ==.QQ",
        ".QQ.QQ",
        "QQ..QQ",
        "QQ.QQ.",
        "..",
        "a.b.c.d",
        "one.dot",
        "ключ",
        "a b"
      })
  void a_token_comes_back_to_the_letter(String token) {
    Session session =
        usual.withAccess(token).withRefresh(Optional.of(token)).withIdToken(token).session();

    TokenSet read = throughBytes(session).tokens();

    assertThat(read.access().value().reveal()).isEqualTo(token);
    assertThat(read.refresh().orElseThrow().value().reveal()).isEqualTo(token);
    assertThat(read.idToken().reveal()).isEqualTo(token);
  }

  @Test
  void a_session_may_lack_refresh_token_key_and_end_of_its_access_token() {
    Session session =
        usual
            .withRefresh(Optional.empty())
            .withKey(Optional.empty())
            .session(Optional.empty(), false);

    Session read = throughBytes(session);

    assertThat(read.tokens()).isEqualTo(session.tokens());
    assertThat(read.key()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(DpopAlgorithm.class)
  void every_kind_of_key_comes_back(DpopAlgorithm algorithm) {
    DpopKey key = DpopKey.generate(algorithm);
    assertThat(throughBytes(usual.withKey(Optional.of(key)).session()).key()).hasValue(key);
  }

  @Test
  void userinfo_stands_beneath_the_claims_of_the_id_token() {
    Claims userinfo =
        new Claims(Map.of("name", "Somebody Else", "address", Map.of("country", "DE")));

    Session read = throughBytes(usual.withUserinfo(userinfo).session());

    assertThat(read.userinfo()).isEqualTo(userinfo);
    assertThat(read.claims().text("name")).hasValue("Ada Miller");
    assertThat(read.claims().texts("address.country")).isEqualTo(List.of("DE"));
  }

  @Test
  void the_link_of_a_browser_held_session_comes_back() {
    BrowserLink link =
        new BrowserLink("number", 300, SecretBytes.of(new byte[32]), SampleSession.NOW);
    assertThat(codec.decode(codec.encode(usual.session(), link)))
        .hasValueSatisfying(content -> assertThat(content.link()).hasValue(link));
    assertThat(codec.decode(codec.encode(usual.session(), null)))
        .hasValueSatisfying(content -> assertThat(content.link()).isEmpty());
  }

  @Test
  void what_is_not_asked_for_is_not_decoded() {
    String broken = SampleSession.base64url("{}") + "." + SampleSession.base64url("[") + ".QQ";

    Session read = throughBytes(usual.withIdToken(broken).session());

    assertThat(read.tokens().idToken().reveal()).isEqualTo(broken);
    assertThatIllegalArgumentException().isThrownBy(read::claims);
  }

  @Test
  void tokens_for_other_targets_come_back_with_all_that_is_known_of_them() {
    Session session = usual.session();
    Map<TokenTarget, AccessToken> others = new HashMap<>();
    others.put(
        new TokenTarget(
            Optional.of(URI.create("https://api.example/orders")),
            Optional.empty(),
            Set.of("read", "write"),
            TokenTarget.Grant.REFRESH_TOKEN),
        other(SampleSession.jwt("{\"aud\":\"orders\"}"), Optional.empty(), true));
    others.put(
        new TokenTarget(
            Optional.empty(), Optional.of("billing"), Set.of(), TokenTarget.Grant.TOKEN_EXCHANGE),
        other("opaque!", Optional.of(SampleSession.NOW.plusSeconds(60)), false));
    for (Map.Entry<TokenTarget, AccessToken> one : others.entrySet()) {
      session = session.with(one.getKey(), one.getValue());
    }
    Session read = throughBytes(session);
    assertThat(read.tokens().others()).isEqualTo(others);
    assertThat(read.tokens()).isEqualTo(session.tokens());
    assertThat(read.idTokenClaims().text("name")).contains("Ada Miller");
  }

  private static AccessToken other(String text, Optional<Instant> end, boolean bound) {
    return new AccessToken(SecretText.of(text), SampleSession.NOW, end, Set.of("read"), bound);
  }

  @Test
  @DisplayName("TOK-05: what a token is good for comes back with it")
  void details_of_tokens_come_back() {
    AccessToken access = detailed("payment");
    Session session = usual.session().with(TokenTarget.OF_LOGIN, access);
    TokenTarget billing =
        new TokenTarget(
            Optional.empty(), Optional.of("billing"), Set.of(), TokenTarget.Grant.REFRESH_TOKEN);
    session = session.with(billing, detailed("billing"));
    assertThat(throughBytes(session).tokens()).isEqualTo(session.tokens());
    assertThat(throughBytes(session).tokens().access().details()).isEqualTo(access.details());
  }

  private static AccessToken detailed(String type) {
    return new AccessToken(
        SecretText.of("opaque"),
        SampleSession.NOW,
        Optional.of(SampleSession.NOW.plusSeconds(60)),
        Set.of("read"),
        true,
        AuthorizationDetails.restore("[{\"type\":\"" + type + "\"}]"));
  }

  @Test
  @DisplayName("CRY-11: what is secret is not compressed, whatever claims say")
  void claims_learn_nothing_of_secrets_by_length() {
    byte[] packed = new byte[300];
    new Random(7).nextBytes(packed);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(packed);
    SampleSession holder = usual.withRefresh(Optional.of(secret));
    byte[] written = codec.encode(holder.session(), null);
    assertThat(hex(written)).as("the refresh token, octet by octet").contains(hex(packed));
    assertThat(hex(written))
        .as("the key, octet by octet")
        .contains(hex(holder.session().key().orElseThrow().toBytes()));

    String other = Base64.getUrlEncoder().withoutPadding().encodeToString(reversed(packed));
    assertThat(codec.encode(guessing(holder, secret), null))
        .as("a claim that says the secret is as long as one that does not")
        .hasSameSizeAs(codec.encode(guessing(holder, other), null));
  }

  private static Session guessing(SampleSession holder, String claim) {
    return holder.withUserinfo(new Claims(Map.of("nickname", claim))).session();
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void a_session_may_end_before_the_latest_possible_moment() {
    Session nearer = usual.endingIn(Duration.ofHours(1));
    Session read = throughBytes(nearer);
    assertThat(read.expiresAt()).isEqualTo(nearer.expiresAt());
    assertThat(read.latestEnd()).isEqualTo(usual.session().expiresAt());
    assertThat(read.tokens()).isEqualTo(nearer.tokens());
  }

  @Test
  void a_record_of_the_version_before_is_read() {
    Session session = usual.session();
    byte[] present = codec.encode(session, null);
    byte[] begin =
        new FieldWriter()
            .octet(2)
            .octet(present[1])
            .text(session.subject())
            .moment(session.startedAt())
            .moment(session.authenticatedAt())
            .moment(session.expiresAt())
            .toBytes();
    int latestEnd = new FieldWriter().moment(session.latestEnd()).toBytes().length;
    byte[] rest = Arrays.copyOfRange(present, begin.length + latestEnd, present.length);
    byte[] before = Arrays.copyOf(begin, begin.length + rest.length);
    System.arraycopy(rest, 0, before, begin.length, rest.length);

    Session read = codec.decode(before).orElseThrow().session();
    assertThat(read.latestEnd()).isEqualTo(session.expiresAt());
    assertThat(read.tokens()).isEqualTo(session.tokens());
    assertThat(read.key()).isEqualTo(session.key());
  }

  @Test
  void a_record_of_another_version_is_no_session() {
    byte[] bytes = codec.encode(usual.session(), null);
    for (int version : new int[] {0, 1, 4, 255}) {
      bytes[0] = (byte) version;
      assertThat(codec.decode(bytes)).isEmpty();
    }
  }

  @Test
  void a_record_that_was_cut_off_is_no_session() {
    TokenTarget billing =
        new TokenTarget(
            Optional.empty(), Optional.of("billing"), Set.of(), TokenTarget.Grant.REFRESH_TOKEN);
    Session session = usual.session().with(billing, other("opaque", Optional.empty(), true));
    byte[] bytes = codec.encode(session, null);
    for (int length = 0; length < bytes.length; length++) {
      assertThat(codec.decode(Arrays.copyOf(bytes, length))).as("%d octets", length).isEmpty();
    }
  }

  private Session throughBytes(Session session) {
    return codec.decode(codec.encode(session, null)).orElseThrow().session();
  }
}
