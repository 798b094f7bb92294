/** Secrets in Equinox secure storage. */
package org.campanile.ui.secrets;
