package dev.holdfast.servlet;

import dev.holdfast.login.LoginRequest;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.session.OpenSession;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Lets people whom another site's link has led here arrive a second time, by a page of this origin,
 * before a login starts. Browsers bring a cookie with {@code SameSite=Strict} only then (RFC
 * 6265bis §8.8.2), and whoever is logged in shall stay so.
 */
final class Arrivals implements Logins {
  private static final String ARRIVE = "arrive";

  private final Logins logins;
  private final String ownPath;
  private final HandlerParts parts;
  private final ArrivalDocument document = new ArrivalDocument();

  /**
   * Before any login of these.
   *
   * @param ownPath where they, and the page in between, are found
   */
  Arrivals(Logins logins, String ownPath, HandlerParts parts) {
    this.logins = logins;
    this.ownPath = ownPath;
    this.parts = parts;
  }

  @Override
  public void handle(Visit visit) throws IOException, ServletException {
    Optional<ReturnPath> target =
        visit
            .queryParameter(ARRIVE)
            .flatMap(ReturnPath::parse)
            .filter(path -> parts.routes().isApplications(parts.address().within(path)));
    if (target.isPresent() && visit.isMethod("GET")) {
      parts.arrivals().note(visit);
      document.send(visit, parts.address().of(target.get()));
    } else {
      logins.handle(visit);
    }
  }

  @Override
  public void startFromApplication(Visit visit) throws IOException, ServletException {
    if (!isLedRound(visit)) {
      logins.startFromApplication(visit);
    }
  }

  @Override
  public void startFromApplication(Visit visit, Optional<OpenSession> user, LoginRequest wanted)
      throws IOException, ServletException {
    if (user.isPresent() || !isLedRound(visit)) {
      logins.startFromApplication(visit, user, wanted);
    }
  }

  @Override
  public boolean leaveSilently(Visit visit, LoginRequest wanted) throws IOException {
    return isLedRound(visit) || logins.leaveSilently(visit, wanted);
  }

  /** Sends the browser to the page in between, if that can help; then the visit is answered. */
  private boolean isLedRound(Visit visit) {
    boolean helps =
        visit.isMethod("GET")
            && visit.intent().isNavigation()
            && visit.intent().isFromElsewhere()
            && !parts.arrivals().isNoted(visit);
    Optional<ReturnPath> here =
        helps ? parts.address().returnPath(visit.request()) : Optional.empty();
    here.ifPresent(path -> visit.redirect(parts.address().of(ownPath + query(path))));
    return here.isPresent();
  }

  private static String query(ReturnPath path) {
    return "?" + ARRIVE + "=" + URLEncoder.encode(path.text(), StandardCharsets.UTF_8);
  }

  @Override
  public ReturnPath defaultTarget() {
    return logins.defaultTarget();
  }

  @Override
  public String addressOf(String deferred) {
    return logins.addressOf(deferred);
  }
}
