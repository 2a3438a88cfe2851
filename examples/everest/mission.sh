#!/bin/sh
# Calls every command of evse_manager, ISO15118_charger, energy and powermeter that an integrator starts with, each once, by mosquitto_pub.
#
#   mosquitto -c examples/everest/mosquitto.conf &
#   secc-sim --station --mqtt 127.0.0.1:1883 --interface eth1 &
#   sh examples/everest/mission.sh [HOST] [PORT]
#
# A command goes to  everest/modules/MODULE/impl/IMPLEMENTATION/cmd/NAME  and is answered on  …/response/CALLER.
# Every answer is printed; the exit status is the number of commands that were not answered with a result.
HOST=${1:-127.0.0.1}
PORT=${2:-1883}
CALLER=mission
FAILED=0
ANSWER=$(mktemp)
trap 'rm -f "$ANSWER"' EXIT

# call MODULE IMPLEMENTATION NAME ARGUMENTS
call() {
    topic="everest/modules/$1/impl/$2/cmd/$3"
    mosquitto_sub -h "$HOST" -p "$PORT" -V 5 -q 2 -C 1 -W 5 -t "$topic/response/$CALLER" > "$ANSWER" &
    sub=$!
    sleep 0.2  # until the subscription stands
    mosquitto_pub -h "$HOST" -p "$PORT" -V 5 -q 2 -t "$topic" \
        -m "{\"msg_type\":\"Cmd\",\"data\":{\"id\":\"$3-1\",\"origin\":\"$CALLER\",\"args\":$4}}"
    wait $sub
    printf '%-24s %s\n' "$3" "$(cat "$ANSWER")"
    grep -q '"retval"' "$ANSWER" || FAILED=$((FAILED + 1))
}

TOKEN='{"id_token":{"value":"04A1B2C3","type":"ISO14443"},"authorization_type":"RFID"}'

# evse_manager
call evse1 evse get_evse '{}'
call evse1 evse enable_disable '{"connector_id":0,"cmd_source":{"enable_source":"LocalAPI","enable_state":"Enable","enable_priority":100}}'
call evse1 evse authorize_response "{\"provided_token\":$TOKEN,\"validation_result\":{\"authorization_status\":\"Accepted\",\"tariff_messages\":[]}}"
call evse1 evse stop_transaction '{"request":{"reason":"Local"}}'

# ISO15118_charger
call evse1_iso15118 charger setup '{"evse_id":{"evse_id":"DE*ABC*E12345"},"sae_j2847_mode":"None","debug_mode":false}'
call evse1_iso15118 charger set_charging_parameters '{"physical_values":{"dc_energy_to_be_delivered":10000}}'
call evse1_iso15118 charger session_setup \
    '{"payment_options":["ExternalPayment"],"supported_certificate_service":false,"central_contract_validation_allowed":false}'
call evse1_iso15118 charger authorization_response '{"authorization_status":"Accepted","certificate_status":"NoCertificateAvailable"}'

# energy: 16 A for ten seconds
call evse1 energy_grid enforce_limits \
    '{"value":{"uuid":"evse1","valid_for":10,"limits_root_side":{"ac_max_current_A":{"value":16,"source":"mission"}},"schedule":[]}}'

# powermeter
call evse1_meter meter start_transaction '{"value":{"evse_id":"DE*ABC*E12345","transaction_id":"mission-1","identification_status":"ASSIGNED",
    "identification_flags":["RFID_PLAIN"],"identification_type":"ISO14443","identification_data":"04A1B2C3"}}'
call evse1_meter meter stop_transaction '{"transaction_id":"mission-1"}'

exit $FAILED
