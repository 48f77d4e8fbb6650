package dev.holdfast.servlet;

import dev.holdfast.login.LoginRequest;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.session.OpenSession;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;

/** Where a login starts: at an address of its own, or at a page that needs one. */
interface Logins {

  /** Answers a request for the login's own address. */
  void handle(Visit visit) throws IOException, ServletException;

  /** Starts a login that leads back to what was asked for, if that can be asked for again. */
  void startFromApplication(Visit visit) throws IOException, ServletException;

  /** Starts the login that the application wants of whoever is there. */
  void startFromApplication(Visit visit, Optional<OpenSession> user, LoginRequest wanted)
      throws IOException, ServletException;

  /** Sends a visitor on if that is possible now; if not, the visit is left as it was. */
  boolean leaveSilently(Visit visit, LoginRequest wanted) throws IOException;

  /** Where a login leads that was started nowhere else. */
  ReturnPath defaultTarget();

  /** The address that begins a step-up that was deferred. */
  String addressOf(String deferred);
}
