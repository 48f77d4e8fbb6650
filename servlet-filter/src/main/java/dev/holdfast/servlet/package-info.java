/**
 * What does a servlet application see of Holdfast? One filter, {@link OidcFilter}, and the user
 * behind a request, {@link OidcUser}.
 *
 * <p>One package, so that nothing of this is public that need not be. Within it, each of these
 * groups knows only itself and those above it; a test holds them to that.
 *
 * <ol>
 *   <li><b>Settings</b>, read from web.xml, a file or the environment: BrowserRules ContainerPolicy
 *       CookieMark FilterSettings FilterSettingsReader InitParameters PathPattern PublicAddress
 *       RawPath
 *   <li><b>One request</b> and what goes back: CookieNames FetchMetadata FormBody Json
 *       RequestCookies ResponseCookies Template Visit
 *   <li><b>Marks</b>, small cookies beside the session's: ArrivalMark LastProvider LoginCookies
 *       LogoutReturns LoopGuard SilenceMark StepUpMark
 *   <li><b>The session of a request</b>: Announcements AnswerEnd BrowserSessions ContainerCookie
 *       ContainerSession CsrfTokens Events OidcPrincipal OidcResponse RequestSession SessionCookies
 *       SessionInfo StorePause StoreWatch
 *   <li><b>Pages</b> of the filter's own: Advice ArrivalDocument ErrorDocument ErrorPages HttpsRule
 *       SignInDocument
 *   <li><b>Endpoints</b>, one handler each: Answers Arrivals BackChannelHandler CallbackHandler
 *       ChooserHandler FrontChannelHandler HandlerParts JwksHandler LoginDemands LoginHandler
 *       Logins LogoutHandler LogoutReturnHandler Neighbours Route Routes SessionHandler Territory
 *       ThirdPartyLogin
 *   <li><b>The application</b>, what it calls and how it is put together: ApiRelayServlet
 *       AppHandler CsrfGuard Entrance Entrances EntrancesReader Handlers Identity OidcClient
 *       OidcFilter OidcRequest OidcSessions OidcUser ProvidersReader SessionCaller SharedPart
 * </ol>
 */
@NullMarked
package dev.holdfast.servlet;

import org.jspecify.annotations.NullMarked;
