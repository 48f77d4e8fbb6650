package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the header of a client's assertion says of the key. */
class AssertionHeaderTest {
  private static final InstantSource NOW = InstantSource.system();

  private final FakeProvider provider = FakeProvider.start();

  @AfterEach
  void close() {
    provider.close();
  }

  private JWSHeader header(ECKey key) throws Exception {
    provider.client(FakeClient.withKey("shop", key));
    ClientAuthentication proof =
        new ClientAuthentication.PrivateKeyJwt(PrivateJwk.parse(key.toJSONString()));
    try (Node node =
        Node.over(
            Node.config(provider).authenticateWith(proof).build(),
            new MapSessionStore(NOW),
            new MapCoordinationStore(NOW),
            NOW)) {
      node.login();
    }
    return SignedJWT.parse(provider.requests(Endpoint.TOKEN).get(0).form().get("client_assertion"))
        .getHeader();
  }

  @Test
  void a_key_with_a_certificate_is_found_by_that_too() throws Exception {
    Base64URL thumbprint = Base64URL.encode(new byte[32]);
    ECKey bare = new ECKeyGenerator(Curve.P_256).keyID("c1").generate();
    JWSHeader header = header(new ECKey.Builder(bare).x509CertSHA256Thumbprint(thumbprint).build());
    assertThat(header.getX509CertSHA256Thumbprint()).isEqualTo(thumbprint);
    assertThat(header.getKeyID()).isEqualTo("c1");
  }

  @Test
  void a_key_without_has_its_name_alone() throws Exception {
    JWSHeader header = header(new ECKeyGenerator(Curve.P_256).keyID("c1").generate());
    assertThat(header.toJSONObject()).containsOnlyKeys("alg", "typ", "kid");
  }
}
