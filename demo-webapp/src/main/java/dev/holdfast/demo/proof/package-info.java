/** How do the demo's provider and API check that a DPoP proof is good? */
@NullMarked
package dev.holdfast.demo.proof;

import org.jspecify.annotations.NullMarked;
