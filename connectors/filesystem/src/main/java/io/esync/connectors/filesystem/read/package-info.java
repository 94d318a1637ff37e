/** Rows out of files. */
package io.esync.connectors.filesystem.read;
