package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Longer than this nobody waits for an answer.
const answerLimit = 10 * time.Second

// answer is what the server said to one attempt.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) isGood() bool {
	return a.status >= 200 && a.status < 300
}

func (a answer) failure() error {
	return fmt.Errorf("status %d: %.200s", a.status, a.body)
}

// send makes one attempt. An answer of any status is no error.
func send(client *http.Client, method, address string, body []byte) (answer, error) {
	ctx, cancel := context.WithTimeout(context.Background(), answerLimit)
	defer cancel()
	request, err := newRequest(ctx, method, address, body)
	if err != nil {
		return answer{}, err
	}
	response, err := client.Do(request)
	if err != nil {
		return answer{}, reasonOf(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return answer{status: response.StatusCode, header: response.Header, body: text}, err
}

func newRequest(ctx context.Context, method, address string, body []byte) (*http.Request, error) {
	request, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	switch method {
	case http.MethodPost:
		request.Header.Set("Content-Type", "application/json")
	case http.MethodPatch:
		request.Header.Set("Content-Type", "application/merge-patch+json")
	}
	return request, nil
}

// reasonOf leaves out what every error of http.Client begins with: method and URL.
func reasonOf(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		return wrapped.Err
	}
	return err
}

// repeatAfter says whether client-go sends a request again after this answer, and when: 429 and 5xx with Retry-After.
func repeatAfter(a answer) (time.Duration, bool) {
	if a.status != http.StatusTooManyRequests && a.status < 500 {
		return 0, false
	}
	seconds, err := strconv.Atoi(a.header.Get("Retry-After"))
	return time.Duration(seconds) * time.Second, err == nil
}

// revisionOf is the resourceVersion of an object.
func revisionOf(object []byte) (int64, error) {
	var parsed struct {
		Metadata struct{ ResourceVersion string }
	}
	if err := json.Unmarshal(object, &parsed); err != nil {
		return 0, err
	}
	return strconv.ParseInt(parsed.Metadata.ResourceVersion, 10, 64)
}
