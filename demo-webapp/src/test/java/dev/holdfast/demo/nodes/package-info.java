/** Does a session outlive the processes it passes through: nodes, stores, versions? */
@NullMarked
package dev.holdfast.demo.nodes;

import org.jspecify.annotations.NullMarked;
