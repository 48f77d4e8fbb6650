package dev.holdfast.demo.wire;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.demo.wire.RecordedRequest.Answer;
import dev.holdfast.demo.wire.RecordedRequest.SeenForm;
import dev.holdfast.demo.wire.RecordedRequest.SeenProof;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Writes each request into a {@link RequestLog}, then lets the answer go. */
public final class RecordingFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Pattern CHALLENGE_ERROR = Pattern.compile("error=\"([^\"]*)\"");

  private final transient RequestLog log;

  public RecordingFilter(RequestLog log) {
    this.log = log;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
    try {
      chain.doFilter(request, held);
    } finally {
      log.add(
          new RecordedRequest(
              request.getMethod(),
              request.getRequestURI(),
              seenProof(request.getHeader("DPoP")),
              seenForm(request),
              answer(held)));
    }
    held.copyBodyToResponse();
  }

  private static Optional<SeenProof> seenProof(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    try {
      SignedJWT proof = SignedJWT.parse(header);
      JWTClaimsSet claims = proof.getJWTClaimsSet();
      return Optional.of(
          new SeenProof(
              proof.getHeader().getJWK().computeThumbprint().toString(),
              claims.getJWTID(),
              Optional.ofNullable(claims.getStringClaim("nonce")),
              claims.getStringClaim("htm"),
              claims.getStringClaim("htu")));
    } catch (ParseException | JOSEException unreadable) {
      return Optional.of(new SeenProof("", "", Optional.empty(), "", ""));
    }
  }

  private static SeenForm seenForm(HttpServletRequest request) {
    return new SeenForm(
        parameter(request, "grant_type"),
        parameter(request, "client_id"),
        parameter(request, "client_assertion").flatMap(RecordingFilter::jwtId),
        parameter(request, "dpop_jkt"));
  }

  private static Optional<String> parameter(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name));
  }

  private static Optional<String> jwtId(String assertion) {
    try {
      return Optional.ofNullable(JWTParser.parse(assertion).getJWTClaimsSet().getJWTID());
    } catch (ParseException unreadable) {
      return Optional.empty();
    }
  }

  private static Answer answer(ContentCachingResponseWrapper held) {
    Optional<String> error = challengeError(held.getHeader("WWW-Authenticate"));
    return new Answer(
        held.getStatus(),
        error.isPresent() ? error : bodyError(held),
        Optional.ofNullable(held.getHeader("DPoP-Nonce")));
  }

  private static Optional<String> challengeError(@Nullable String challenge) {
    Matcher matcher = CHALLENGE_ERROR.matcher(challenge == null ? "" : challenge);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Optional<String> bodyError(ContentCachingResponseWrapper held) {
    String type = held.getContentType();
    if (held.getStatus() < 400 || type == null || !type.startsWith("application/json")) {
      return Optional.empty();
    }
    try {
      String body = new String(held.getContentAsByteArray(), StandardCharsets.UTF_8);
      return Optional.ofNullable(JSONObjectUtils.getString(JSONObjectUtils.parse(body), "error"));
    } catch (ParseException unreadable) {
      return Optional.empty();
    }
  }
}
