/** What does a servlet application see of Holdfast? One filter, and the user behind a request. */
@NullMarked
package dev.holdfast.servlet;

import org.jspecify.annotations.NullMarked;
