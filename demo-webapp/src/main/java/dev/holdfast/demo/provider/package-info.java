/**
 * Which OpenID Provider do the demo and the end-to-end tests log in at? Spring Authorization Server
 * on an embedded Jetty, made stricter by small filters, each a demo addition that Spring lacks. For
 * demonstration: passwords are user names, everything lives in memory.
 */
@NullMarked
package dev.holdfast.demo.provider;

import org.jspecify.annotations.NullMarked;
