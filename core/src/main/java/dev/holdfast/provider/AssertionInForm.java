package dev.holdfast.provider;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.JWTAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A signed assertion among the parameters of a form (RFC 7523 §2.2), with the client's identifier,
 * which may be left out by the standard but not at every provider (RFC 7521 §4.2). The SDK's own
 * class refuses what an Ed25519 key has signed.
 */
final class AssertionInForm extends ClientAuthentication {
  private static final String CLIENT = "client_id";
  private static final String TYPE = "client_assertion_type";
  private static final String ASSERTION = "client_assertion";

  private final SignedJWT assertion;

  AssertionInForm(String method, ClientID client, SignedJWT assertion) {
    super(new ClientAuthenticationMethod(method), client);
    this.assertion = assertion;
  }

  @Override
  public Set<String> getFormParameterNames() {
    return Set.of(CLIENT, TYPE, ASSERTION);
  }

  @Override
  public void applyTo(HTTPRequest request) {
    try {
      Map<String, List<String>> form = new LinkedHashMap<>(request.getBodyAsFormParameters());
      form.put(CLIENT, List.of(getClientID().getValue()));
      form.put(TYPE, List.of(JWTAuthentication.CLIENT_ASSERTION_TYPE));
      form.put(ASSERTION, List.of(assertion.serialize()));
      request.setBody(URLUtils.serializeParameters(form));
    } catch (ParseException e) {
      throw new IllegalStateException("client authentication goes into forms only", e);
    }
  }
}
