/**
 * Says how merged entities came to be, and what another policy would make of them: reports out of
 * stored state, as text and as JSON. Knows nothing of where the state comes from.
 */
package io.esync.jobs.explain;
