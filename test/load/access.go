package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"
)

// access is where the API server is, and who asks it. The files are read once: what becomes of them later changes nothing.
type access struct {
	server string
	tls    *tls.Config
}

func openAccess(server, ca, cert, key string) (access, error) {
	authority, err := os.ReadFile(ca)
	if err != nil {
		return access{}, err
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(authority) {
		return access{}, fmt.Errorf("%s holds no certificate", ca)
	}
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return access{}, err
	}
	config := &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{pair}}
	return access{server: strings.TrimSuffix(server, "/"), tls: config}, nil
}

// freshClient makes a new connection, with a whole TLS handshake, for each request.
func (a access) freshClient() *http.Client {
	return &http.Client{Transport: &http.Transport{TLSClientConfig: a.tls.Clone(), DisableKeepAlives: true}}
}

// keptClient keeps one HTTP/2 connection, and finds out that it is dead as client-go does.
func (a access) keptClient() *http.Client {
	protocols := new(http.Protocols)
	protocols.SetHTTP2(true)
	return &http.Client{Transport: &http.Transport{
		TLSClientConfig: a.tls.Clone(),
		Protocols:       protocols,
		HTTP2:           &http.HTTP2Config{SendPingTimeout: 30 * time.Second, PingTimeout: 15 * time.Second},
	}}
}
