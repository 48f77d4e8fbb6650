package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.NonceMode;
import dev.holdfast.testkit.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What reaches a browser through the relay, byte by byte (BFF-01, BFF-02). */
class RelaySecretsTest {

  @ParameterizedTest
  @EnumSource
  void bff_01_no_token_proof_or_nonce_is_in_any_answer(Shop.Kind kind) {
    try (RelayShop shop = RelayShop.open(kind, Map.of("methods", "GET POST"))) {
      List<Page> seen = new ArrayList<>();
      shop.api().nonces(NonceMode.ROTATING);
      seen.add(shop.get("/api/orders"));
      shop.api().rotateNonce();
      seen.add(shop.post("/api/orders", "{}"));
      shop.api().next().challenge("DPoP error=\"invalid_token\", nonce=\"x\"");
      seen.add(shop.get("/api/orders"));
      shop.api().next().challenge("DPoP error=\"invalid_dpop_proof\"");
      seen.add(shop.get("/api/orders"));
      shop.api().next().dropConnection();
      seen.add(shop.get("/api/orders"));
      shop.api().nonces(NonceMode.ENDLESS_DEMAND);
      seen.add(shop.get("/api/orders"));

      assertThat(seen).hasSize(6);
      assertThat(seen.get(0).status()).isEqualTo(200);
      assertThat(seen.get(1).status()).isEqualTo(200);
      assertThat(shop.shop().provider.secrets().all()).hasSizeGreaterThan(10);
      for (Page page : seen) {
        String everything = page.status() + " " + page.headers().map() + page.body();
        assertThat(shop.shop().provider.secrets().foundIn(everything)).isEmpty();
      }
    }
  }

  @Test
  void bff_02_asking_who_is_there_starts_no_login_and_tells_what_is_listed() {
    try (RelayShop shop = RelayShop.open(Map.of())) {
      Page stranger = shop.shop().browser().get("/auth/session");
      assertThat(stranger.location()).isEmpty();
      assertThat(stranger.header("Cache-Control")).hasValue("no-store");

      Page known = shop.browser().get("/auth/session");
      assertThat(known.status()).isEqualTo(200);
      assertThat(known.body()).contains("\"sub\":\"alice\"").doesNotContain("token");
      assertThat(known.header("Cache-Control")).hasValue("no-store");
    }
  }
}
