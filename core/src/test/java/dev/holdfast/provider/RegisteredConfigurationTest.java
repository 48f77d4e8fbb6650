package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.holdfast.config.AssertionAudience;
import dev.holdfast.config.AssertionType;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.ClientCertificate;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.OidcConfigBuilder;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.config.Profile;
import dev.holdfast.config.ProtectedAnswers;
import dev.holdfast.login.LoginOutcome;
import dev.holdfast.testkit.Certificates;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.Patience;
import dev.holdfast.transport.HttpTransport;
import dev.holdfast.transport.JdkTransport;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link ClientMetadata} says is all that a provider needs to know of a configuration. */
class RegisteredConfigurationTest {
  private static final InstantSource NOW = InstantSource.system();

  @TempDir private static Path folder;
  private static Certificates certificates;
  private static ClientCertificate shown;
  private final FakeProvider provider = FakeProvider.start();

  @BeforeAll
  static void make() {
    certificates = new Certificates(folder);
    shown = Certificates.open(certificates.selfSigned("shop"));
  }

  @AfterEach
  void close() {
    provider.close();
  }

  private static PrivateJwk key(String algorithm) {
    try {
      JWK key =
          switch (algorithm) {
            case "PS256" -> new RSAKeyGenerator(2048).keyID("c1").generate();
            case "EdDSA" -> new OctetKeyPairGenerator(Curve.Ed25519).keyID("c1").generate();
            default -> new ECKeyGenerator(Curve.P_256).keyID("c1").generate();
          };
      return PrivateJwk.parse(key.toJSONString());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpTransport transport() {
    return JdkTransport.trusting(certificates.trust(), Patience.limits());
  }

  /** Registers what the configuration says, and logs in under the name that it was given. */
  private void assertLoginAsRegistered(Supplier<OidcConfigBuilder> configuration) {
    ClientRegistration registration =
        new ClientRegistration(provider.uri(Endpoint.REGISTER), transport());
    ProviderReply<RegisteredClient> reply =
        registration.register(ClientMetadata.of(configuration.get().build()));
    assertThat(reply).isInstanceOf(ProviderReply.Granted.class);
    RegisteredClient client = ((ProviderReply.Granted<RegisteredClient>) reply).value();
    OidcConfig config = configuration.get().clientId(client.id()).build();
    try (Node node =
        Node.over(
            config,
            new MapSessionStore(NOW),
            new MapCoordinationStore(NOW),
            parts -> parts.transport(transport()))) {
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
    assertThat(provider.requests(Endpoint.TOKEN))
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call.form()).containsEntry("redirect_uri", redirect()));
  }

  private static String redirect() {
    return "http://127.0.0.1:9/auth/callback";
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "PS256", "EdDSA"})
  @DisplayName("RFC 7591 §2: a client of the FAPI profile is known by its jwks")
  void a_fapi_configuration_can_be_registered_and_used(String algorithm) {
    PrivateJwk key = key(algorithm);
    assertLoginAsRegistered(
        () ->
            Node.config(provider)
                .profile(Profile.FAPI2)
                .authenticateWith(new ClientAuthentication.PrivateKeyJwt(key)));
  }

  @Test
  @DisplayName("JARM §3: the answers come signed as the profile wants them")
  void so_can_one_that_signs_messages() {
    PrivateJwk key = key("ES256");
    assertLoginAsRegistered(
        () ->
            Node.config(provider)
                .profile(Profile.FAPI2_MESSAGE_SIGNING)
                .authenticateWith(new ClientAuthentication.PrivateKeyJwt(key)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Profile.class,
      names = {"FAPI2", "FAPI2_MESSAGE_SIGNING"})
  @DisplayName("RFC 8705 §2.2.2: a self-signed certificate is among the keys")
  void so_can_one_with_a_certificate_of_its_own_making(Profile profile) {
    provider.mutualTls(certificates.server());
    List<PrivateJwk> keys = profile.signsMessages() ? List.of(key("ES256")) : List.of();
    assertLoginAsRegistered(
        () ->
            Node.config(provider)
                .profile(profile)
                .authenticateWith(new ClientAuthentication.SelfSignedTlsCertificate(shown, keys)));
  }

  @Test
  @DisplayName("RFC 8705 §2.1.2: an issued certificate is known by its subject")
  void so_can_one_with_a_certificate_of_an_authority() {
    provider.mutualTls(certificates.server());
    ClientAuthentication proof = new ClientAuthentication.TlsCertificate(shown);
    Supplier<OidcConfigBuilder> configuration =
        () -> Node.config(provider).profile(Profile.FAPI2).authenticateWith(proof);
    assertThat(ClientMetadata.of(configuration.get().build()))
        .containsEntry("tls_client_auth_subject_dn", "CN=shop")
        .doesNotContainKey("jwks");
    assertLoginAsRegistered(configuration);
  }

  @Test
  @DisplayName("IDT-02: where RS256 is not accepted, another signature is asked for by name")
  void the_signatures_are_among_the_accepted_ones() {
    PrivateJwk key = key("ES256");
    OidcConfigBuilder fapi =
        Node.config(provider)
            .profile(Profile.FAPI2_MESSAGE_SIGNING)
            .authenticateWith(new ClientAuthentication.PrivateKeyJwt(key));
    assertThat(ClientMetadata.of(fapi.build()))
        .containsEntry("id_token_signed_response_alg", "ES256")
        .containsEntry("authorization_signed_response_alg", "ES256");
    OidcConfigBuilder narrow = Node.config(provider).idTokenAlgorithms(Set.of("PS256", "ES384"));
    assertThat(ClientMetadata.of(narrow.build()))
        .containsEntry("id_token_signed_response_alg", "PS256")
        .doesNotContainKeys(
            "authorization_signed_response_alg",
            "userinfo_signed_response_alg",
            "id_token_encrypted_response_alg",
            "userinfo_encrypted_response_alg");
    assertThat(ClientMetadata.of(Node.config(provider).build()))
        .doesNotContainKey("id_token_signed_response_alg"); // any will do, the standard's too
  }

  @Test
  @DisplayName("OpenID Connect Core §10.2: what comes encrypted, and with which kind of key")
  void what_was_agreed_about_answers_is_said() throws JOSEException {
    PrivateJwk rsa =
        PrivateJwk.parse(
            new RSAKeyGenerator(2048)
                .algorithm(new com.nimbusds.jose.Algorithm("RSA-OAEP-256"))
                .keyID("e1")
                .generate()
                .toJSONString());
    Map<String, Object> both =
        ClientMetadata.of(
            answering(
                new ProtectedAnswers(
                    List.of(rsa),
                    ProtectedAnswers.IdTokens.REQUIRED,
                    ProtectedAnswers.UserinfoAnswers.ENCRYPTED)));
    assertThat(both)
        .containsEntry("id_token_encrypted_response_alg", "RSA-OAEP-256")
        .containsEntry("id_token_encrypted_response_enc", "A128CBC-HS256")
        .containsEntry("userinfo_signed_response_alg", JWSAlgorithm.RS256.getName())
        .containsEntry("userinfo_encrypted_response_alg", "RSA-OAEP-256")
        .containsEntry("userinfo_encrypted_response_enc", "A128CBC-HS256");
    assertThat(String.valueOf(both.get("jwks"))).contains("kid=e1").contains("use=enc");
    Map<String, Object> ec =
        ClientMetadata.of(
            answering(
                new ProtectedAnswers(
                    List.of(key("ES256")),
                    ProtectedAnswers.IdTokens.ACCEPTED,
                    ProtectedAnswers.UserinfoAnswers.SIGNED)));
    assertThat(ec)
        .containsEntry("id_token_encrypted_response_alg", "ECDH-ES")
        .containsKey("userinfo_signed_response_alg")
        .doesNotContainKey("userinfo_encrypted_response_alg");
  }

  private OidcConfig answering(ProtectedAnswers answers) {
    return Node.config(provider).askUserinfo().answers(answers).build();
  }

  @Test
  @DisplayName("FAPI2-SP §5.2.2: the aliases are meant where a certificate stands beside a key")
  void a_certificate_beside_a_key_is_said_too() {
    ClientAuthentication proof =
        new ClientAuthentication.PrivateKeyJwt(
            key("ES256"),
            List.of(),
            AssertionAudience.ISSUER,
            AssertionType.CLIENT_AUTHENTICATION,
            Optional.of(shown));
    assertThat(ClientMetadata.of(Node.config(provider).authenticateWith(proof).build()))
        .containsEntry("token_endpoint_auth_method", "private_key_jwt")
        .containsEntry("use_mtls_endpoint_aliases", true);
  }
}
