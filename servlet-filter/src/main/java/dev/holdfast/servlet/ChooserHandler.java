package dev.holdfast.servlet;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginRequest;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.servlet.Neighbours.Choice;
import dev.holdfast.session.OpenSession;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets people choose a provider before they log in. An application that wants its own page gets the
 * request forwarded, with each label and address in an attribute.
 */
final class ChooserHandler implements Logins {
  /** {@code Map<String, String>}: addresses by label, in the order of {@code providers}. */
  static final String PROVIDERS = "dev.holdfast.providers";

  private final Neighbours neighbours;
  private final String ownPath;
  private final ReturnPath defaultTarget;
  private final HandlerParts parts;
  private final SignInDocument document = new SignInDocument();

  ChooserHandler(
      Neighbours neighbours, String ownPath, ReturnPath defaultTarget, HandlerParts parts) {
    this.neighbours = neighbours;
    this.ownPath = ownPath;
    this.defaultTarget = defaultTarget;
    this.parts = parts;
  }

  @Override
  public void handle(Visit visit) throws IOException, ServletException {
    if (!visit.isMethod("GET")) {
      parts.errors().refuseMethod(visit, "GET");
    } else if (visit.intent().isPrefetch() || !visit.intent().acceptsHtml()) {
      parts.errors().send(visit, HttpServletResponse.SC_UNAUTHORIZED, ErrorCode.SESSION_REQUIRED);
    } else {
      show(visit, addresses(wanted(visit)));
    }
  }

  /** Where the login is to lead; another site has no say in that. */
  private Optional<ReturnPath> wanted(Visit visit) {
    return visit.intent().isFromElsewhere()
        ? Optional.empty()
        : visit
            .queryParameter(LoginHandler.RETURN_TO)
            .flatMap(ReturnPath::parse)
            .filter(target -> parts.routes().isApplications(parts.address().within(target)));
  }

  private Map<String, String> addresses(Optional<ReturnPath> target) {
    String query = target.map(ChooserHandler::query).orElse("");
    Map<String, String> addresses = new LinkedHashMap<>();
    for (Choice choice : neighbours.choices()) {
      addresses.put(choice.label(), parts.address().of(choice.loginPath() + query));
    }
    return addresses;
  }

  private static String query(ReturnPath target) {
    return "?"
        + LoginHandler.RETURN_TO
        + "="
        + URLEncoder.encode(target.text(), StandardCharsets.UTF_8);
  }

  private void show(Visit visit, Map<String, String> addresses)
      throws IOException, ServletException {
    visit.keepPrivate();
    Optional<RequestDispatcher> own =
        neighbours.chooserPage().map(path -> visit.request().getRequestDispatcher(path));
    if (own.isPresent()) {
      visit.request().setAttribute(PROVIDERS, addresses);
      parts.sessions().none(visit).attach(visit.request());
      own.get().forward(visit.request(), visit.response());
    } else {
      document.send(visit, "Choose where you have your account.", addresses);
    }
  }

  @Override
  public void startFromApplication(Visit visit) {
    Optional<ReturnPath> here =
        visit.isMethod("GET") ? parts.address().returnPath(visit.request()) : Optional.empty();
    choose(visit, here.orElse(defaultTarget));
  }

  /**
   * What the application wants beyond a login, it asks for again once somebody has logged in. What
   * was to be silent goes on without a user.
   */
  @Override
  public void startFromApplication(Visit visit, Optional<OpenSession> user, LoginRequest wanted) {
    if (wanted.extras().isSilent()) {
      visit.redirect(parts.address().of(wanted.returnTo()));
    } else {
      choose(visit, wanted.returnTo());
    }
  }

  /** Nobody knows which provider to ask. */
  @Override
  public boolean leaveSilently(Visit visit, LoginRequest wanted) {
    return false;
  }

  private void choose(Visit visit, ReturnPath target) {
    visit.redirect(parts.address().of(ownPath + query(target)));
  }

  @Override
  public ReturnPath defaultTarget() {
    return defaultTarget;
  }

  /** Nobody is logged in here whose step-up could be deferred. */
  @Override
  public String addressOf(String deferred) {
    return parts.address().of(ownPath);
  }
}
