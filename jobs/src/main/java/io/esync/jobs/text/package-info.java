/** Text for terminals. */
package io.esync.jobs.text;
