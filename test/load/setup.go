package main

import (
	"fmt"
	"net/http"
	"time"
)

// How long the API server may take to have what the workers need.
const setupLimit = 30 * time.Second

func (t *traffic) setUp(server access, namespaceURL string) error {
	client := server.keptClient()
	namespace := fmt.Appendf(nil, `{"apiVersion":"v1","kind":"Namespace","metadata":{"name":%q}}`, t.namespace)
	if err := create(client, server.server+"/api/v1/namespaces", namespace); err != nil {
		return err
	}
	for number := range t.fresh + t.kept {
		object := fmt.Appendf(nil, `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"worker-%d"}}`, number)
		if err := create(client, namespaceURL+"/configmaps", object); err != nil {
			return err
		}
	}
	return nil
}

// create tries until the object is there.
func create(client *http.Client, collection string, object []byte) error {
	end := time.Now().Add(setupLimit)
	for {
		received, err := send(client, http.MethodPost, collection, object)
		if err == nil && (received.isGood() || received.status == http.StatusConflict) {
			return nil
		}
		if err == nil {
			err = received.failure()
		}
		if time.Now().After(end) {
			return fmt.Errorf("%s: %w", collection, err)
		}
		time.Sleep(200 * time.Millisecond)
	}
}
