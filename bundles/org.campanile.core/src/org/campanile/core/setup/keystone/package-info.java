/** Keystone beyond the one service: labs that still speak v2.0, services and endpoints that are there twice, and addresses asked from each side. */
package org.campanile.core.setup.keystone;
