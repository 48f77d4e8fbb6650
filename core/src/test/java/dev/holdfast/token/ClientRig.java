package dev.holdfast.token;

import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.OidcConfigBuilder;
import dev.holdfast.secret.SecretText;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.RecordedCall;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;

/** Nodes whose application has two clients of its own: one like the login's, one unlike it. */
abstract class ClientRig extends RefreshRig {
  /** Everything as for the login. */
  protected static final String REPORTS = "reports";

  /** With an id, a secret and a scope of its own. */
  protected static final String BILLING = "billing";

  @BeforeEach
  void nameClients() {
    provider.client(FakeClient.withSecret("billing-service", "billing-secret"));
    config = clients().build();
  }

  protected OidcConfigBuilder clients() {
    return Node.config(provider)
        .client(REPORTS)
        .client(
            BILLING,
            own ->
                own.clientId("billing-service")
                    .authenticateWith(
                        new ClientAuthentication.SecretPost(SecretText.of("billing-secret")))
                    .scopes(Set.of("invoices")));
  }

  protected static TokenResult find(Node node, String client) {
    return node.oidc().clientTokens().find(client);
  }

  protected static TokenResult find(Node node, String client, TokenRequest wanted) {
    return node.oidc().clientTokens().find(client, wanted);
  }

  protected Future<TokenResult> finding(Node node, String client) {
    return threads.submit(() -> find(node, client));
  }

  /** The requests for tokens of clients. */
  protected List<RecordedCall> grants() {
    return provider.requests(Endpoint.TOKEN).stream()
        .filter(call -> "client_credentials".equals(call.form().get("grant_type")))
        .toList();
  }
}
